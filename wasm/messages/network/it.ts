// Italiano; see en.ts.

import type { NetworkWords } from "./en.js";

export const network: NetworkWords = {
  ask: "Che cosa non va?",
  reasons: {
    csp: "Questa pagina non permette a sé stessa di interrogare questo server. Avvisa chi gestisce questa pagina.",
    cors: "Il server risponde, ma non lascia leggere la risposta a questa pagina. Forse ha un problema in questo momento: riprova più tardi. Se non serve, avvisa chi gestisce il server.",
    redirect: "Il server porta a un altro indirizzo e questa pagina non può seguirlo. Apri il server in una nuova scheda, guarda lì il suo indirizzo e scrivi quello.",
    interrupted_or_cors: "Il server c’è, ma la sua risposta non è arrivata, o questa pagina non può leggerla. Riprova.",
    blocked_by_client: "Un blocco della pubblicità o un’altra estensione del tuo browser impedisce a questa pagina di raggiungere il tuo server. Consenti lì questa pagina, poi riprova.",
    private_network: "Il tuo browser non lascia che questa pagina raggiunga i dispositivi della tua rete. Consentilo nelle impostazioni di questa pagina, poi riprova.",
    private_network_or_down: "Questo server è nella tua rete. Forse il tuo browser chiede se questa pagina può raggiungerlo: consentilo. Oppure lì al momento non risponde nulla.",
    mixed_content_or_down: "Su questo dispositivo non risponde nulla, o il tuo browser lo impedisce perché l’indirizzo comincia con http://. Controlla che il server sia in funzione.",
    offline_or_captive_portal: "Sembra che tu non abbia connessione, o che la tua rete chieda prima di accedere, come in albergo o in treno. Apri una pagina qualsiasi in una nuova scheda, poi riprova.",
    down_or_blocked: "Non è stato possibile stabilire una connessione con il server. Controlla il nome e la connessione. Forse il server è fermo, o sono d’ostacolo un blocco della pubblicità o un firewall.",
    not_https: "Il server non offre una connessione sicura a questo indirizzo. Controlla l’indirizzo.",
    certificate_or_captive_portal: "Il server non ha potuto dimostrare chi è. Controlla l’orologio del tuo dispositivo. Oppure la tua rete chiede prima di accedere, come in albergo o in treno.",
    interrupted: "La connessione con il server si è interrotta. Riprova.",
  },
  steps: {
    address: "L’indirizzo si legge: {server}.",
    online: "Il tuo dispositivo è collegato a una rete.",
    policy: "Questa pagina si permette di interrogare questo server.",
    connection: "Il server risponde.",
    readable: "Questa pagina può leggere ciò che il server risponde.",
    software: "A questo server puoi accedere: {software}.",
    login: "Il server accetta pagine nuove come questa.",
  },
  unknown: "Se il server accetta questa pagina si vede solo quando accedi.",
  skipped: "Questo non è stato controllato.",
};
