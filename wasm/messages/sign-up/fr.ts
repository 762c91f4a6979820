import type { SignUpWords } from "./en.js";

export const signUp: SignUpWords = {
  problem: "{field} : {reason}",
  fields: {
    username: "Nom d’utilisateur",
    email: "Adresse e-mail",
    password: "Mot de passe",
    agreement: "Accord",
    reason: "Raison de l’inscription",
    date_of_birth: "Date de naissance",
    locale: "Langue",
    time_zone: "Fuseau horaire",
    invite_code: "Invitation",
  },
  reasons: {
    ERR_BLANK: "Il manque.",
    ERR_INVALID: "Ce n’est pas écrit comme il faut.",
    "username.ERR_INVALID": "Seuls les lettres de a à z, les chiffres et _ sont possibles.",
    ERR_TAKEN: "C’est déjà pris. Choisissez autre chose.",
    ERR_RESERVED: "Le serveur se le réserve. Choisissez autre chose.",
    ERR_BLOCKED: "Le serveur n’accepte pas les adresses de ce fournisseur. Prenez-en une autre.",
    ERR_UNREACHABLE: "Aucun e-mail ne peut arriver à cette adresse. Vérifiez l’orthographe.",
    ERR_TOO_SHORT: "C’est trop court.",
    ERR_TOO_LONG: "C’est trop long.",
    ERR_ACCEPTED: "Vous ne pouvez vous inscrire que si vous êtes d’accord.",
    ERR_BELOW_LIMIT: "Vous n’avez pas l’âge que demande ce serveur.",
    ERR_INCLUSION: "Le serveur ne connaît pas cette valeur.",
    other: "Le serveur ne l’a pas accepté ({code}).",
  },
  waiting: {
    letter: "{server} vous a envoyé un e-mail. Ouvrez le lien qu’il contient pour confirmer votre adresse.",
    corrected: "Le lien ne ramène pas ici. Revenez ensuite.",
    look: "Cette page interroge le serveur de temps en temps.",
    elsewhere: "Si le lien n’aide pas, quelqu’un d’autre y est peut-être connecté dans ce navigateur : déconnectez-le là-bas, puis ouvrez le lien de nouveau.",
    pending: "Votre adresse est confirmée. Les responsables de {server} décident maintenant s’ils vous acceptent.",
    ended: "Le serveur ne connaît plus cette inscription. Elle a peut-être été refusée, ou elle a attendu trop longtemps. Vous pouvez vous inscrire de nouveau.",
  },
};
