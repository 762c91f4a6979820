// Español; see en.ts.

import type { NetworkWords } from "./en.js";

export const network: NetworkWords = {
  ask: "¿Qué pasa?",
  reasons: {
    csp: "Esta página no se permite a sí misma preguntar a este servidor. Avisa a quienes llevan esta página.",
    cors: "El servidor responde, pero no deja que esta página lea la respuesta. Quizá tenga un problema en este momento: inténtalo más tarde. Si no sirve, avisa a quienes llevan el servidor.",
    redirect: "El servidor lleva a otra dirección y esta página no puede seguirla. Abre el servidor en una pestaña nueva, mira allí su dirección y escribe esa.",
    interrupted_or_cors: "El servidor está ahí, pero su respuesta no llegó o esta página no puede leerla. Inténtalo de nuevo.",
    blocked_by_client: "Un bloqueador de anuncios u otra extensión de tu navegador impide que esta página llegue a tu servidor. Permite allí esta página e inténtalo de nuevo.",
    private_network: "Tu navegador no deja que esta página llegue a los dispositivos de tu propia red. Permítelo en los ajustes de esta página e inténtalo de nuevo.",
    private_network_or_down: "Este servidor está en tu propia red. Quizá tu navegador pregunte si esta página puede llegar a él: permítelo. O quizá nada responda allí en este momento.",
    mixed_content_or_down: "Nada responde en este dispositivo, o tu navegador lo impide porque la dirección empieza por http://. Comprueba que el servidor funciona.",
    offline_or_captive_portal: "Parece que no tienes conexión, o tu red pide que primero te identifiques, como en un hotel o en un tren. Abre cualquier página en una pestaña nueva e inténtalo de nuevo.",
    down_or_blocked: "No se pudo establecer la conexión con el servidor. Revisa el nombre y tu conexión. Quizá el servidor no funcione, o estorbe un bloqueador de anuncios o un cortafuegos.",
    not_https: "El servidor no ofrece una conexión segura en esta dirección. Revisa la dirección.",
    certificate_or_captive_portal: "El servidor no pudo demostrar quién es. Revisa el reloj de tu dispositivo. O tu red pide que primero te identifiques, como en un hotel o en un tren.",
    interrupted: "La conexión con el servidor se interrumpió. Inténtalo de nuevo.",
  },
  steps: {
    address: "La dirección se entiende: {server}.",
    online: "Tu dispositivo está conectado a una red.",
    policy: "Esta página se permite preguntar a este servidor.",
    connection: "El servidor responde.",
    readable: "Esta página puede leer lo que responde el servidor.",
    software: "Puedes iniciar sesión en este servidor: {software}.",
    login: "El servidor acepta páginas nuevas como esta.",
  },
  unknown: "Si el servidor acepta esta página solo se ve al iniciar sesión.",
  skipped: "Esto no se comprobó.",
};
