import type { SignUpWords } from "./en.js";

export const signUp: SignUpWords = {
  problem: "{field}: {reason}",
  fields: {
    username: "Nome utente",
    email: "Indirizzo e-mail",
    password: "Password",
    agreement: "Consenso",
    reason: "Motivo dell’iscrizione",
    date_of_birth: "Data di nascita",
    locale: "Lingua",
    time_zone: "Fuso orario",
    invite_code: "Invito",
  },
  reasons: {
    ERR_BLANK: "Manca.",
    ERR_INVALID: "Non è scritto come dovrebbe.",
    "username.ERR_INVALID": "Sono possibili solo le lettere dalla a alla z, cifre e _.",
    ERR_TAKEN: "È già in uso. Scegli qualcos’altro.",
    ERR_RESERVED: "Il server lo tiene per sé. Scegli qualcos’altro.",
    ERR_BLOCKED: "Il server non accetta indirizzi di questo fornitore. Usane un altro.",
    ERR_UNREACHABLE: "Non si può recapitare posta a questo indirizzo. Controlla come è scritto.",
    ERR_TOO_SHORT: "È troppo corto.",
    ERR_TOO_LONG: "È troppo lungo.",
    ERR_ACCEPTED: "Puoi iscriverti solo se sei d’accordo.",
    ERR_BELOW_LIMIT: "Non hai l’età che questo server richiede.",
    ERR_INCLUSION: "Il server non conosce questo valore.",
    other: "Il server non l’ha accettato ({code}).",
  },
  waiting: {
    letter: "{server} ti ha inviato un’e-mail. Apri il link che contiene per confermare il tuo indirizzo.",
    corrected: "Il link non riporta qui. Torna dopo averlo aperto.",
    look: "Questa pagina chiede al server di tanto in tanto.",
    elsewhere: "Se il link non aiuta, forse in quel browser è connesso lì qualcun altro: disconnettilo lì, poi apri di nuovo il link.",
    pending: "Il tuo indirizzo è confermato. Ora chi gestisce {server} decide se ammetterti.",
    ended: "Il server non conosce più questa iscrizione. Forse è stata rifiutata, o ha aspettato troppo. Puoi iscriverti di nuovo.",
  },
};
