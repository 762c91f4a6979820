import type { SignUpWords } from "./en.js";

export const signUp: SignUpWords = {
  problem: "{field}: {reason}",
  fields: {
    username: "Nombre de usuario",
    email: "Dirección de correo",
    password: "Contraseña",
    agreement: "Conformidad",
    reason: "Motivo para unirse",
    date_of_birth: "Fecha de nacimiento",
    locale: "Idioma",
    time_zone: "Zona horaria",
    invite_code: "Invitación",
  },
  reasons: {
    ERR_BLANK: "Esto falta.",
    ERR_INVALID: "Esto no está escrito como debe.",
    "username.ERR_INVALID": "Solo son posibles las letras de la a a la z, cifras y _.",
    ERR_TAKEN: "Esto ya está ocupado. Elige otra cosa.",
    ERR_RESERVED: "El servidor lo reserva para sí. Elige otra cosa.",
    ERR_BLOCKED: "El servidor no acepta direcciones de este proveedor. Usa otra.",
    ERR_UNREACHABLE: "No se puede entregar correo a esta dirección. Revisa cómo está escrita.",
    ERR_TOO_SHORT: "Esto es demasiado corto.",
    ERR_TOO_LONG: "Esto es demasiado largo.",
    ERR_ACCEPTED: "Solo puedes unirte si estás de acuerdo.",
    ERR_BELOW_LIMIT: "No tienes la edad que pide este servidor.",
    ERR_INCLUSION: "El servidor no conoce este valor.",
    other: "El servidor no aceptó esto ({code}).",
  },
  waiting: {
    letter: "{server} te ha enviado un correo. Abre el enlace que contiene para confirmar tu dirección.",
    corrected: "El enlace no lleva de vuelta aquí. Vuelve después.",
    look: "Esta página pregunta de vez en cuando al servidor.",
    elsewhere: "Si el enlace no ayuda, quizá en ese navegador hay otra persona con la sesión abierta allí: ciérrala y abre el enlace otra vez.",
    pending: "Tu dirección está confirmada. Ahora quienes administran {server} deciden si te admiten.",
    ended: "El servidor ya no conoce este registro. Quizá fue rechazado, o esperó demasiado. Puedes registrarte de nuevo.",
  },
};
