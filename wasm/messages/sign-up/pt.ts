import type { SignUpWords } from "./en.js";

export const signUp: SignUpWords = {
  problem: "{field}: {reason}",
  fields: {
    username: "Nome de utilizador",
    email: "Endereço de e-mail",
    password: "Palavra-passe",
    agreement: "Concordância",
    reason: "Motivo para aderir",
    date_of_birth: "Data de nascimento",
    locale: "Idioma",
    time_zone: "Fuso horário",
    invite_code: "Convite",
  },
  reasons: {
    ERR_BLANK: "Isto falta.",
    ERR_INVALID: "Isto não está escrito como deve.",
    "username.ERR_INVALID": "Só são possíveis as letras de a a z, algarismos e _.",
    ERR_TAKEN: "Isto já está ocupado. Escolha outra coisa.",
    ERR_RESERVED: "O servidor reserva isto para si. Escolha outra coisa.",
    ERR_BLOCKED: "O servidor não aceita endereços deste fornecedor. Use outro.",
    ERR_UNREACHABLE: "Não é possível entregar e-mail neste endereço. Verifique como está escrito.",
    ERR_TOO_SHORT: "Isto é demasiado curto.",
    ERR_TOO_LONG: "Isto é demasiado longo.",
    ERR_ACCEPTED: "Só pode aderir se concordar.",
    ERR_BELOW_LIMIT: "Não tem a idade que este servidor pede.",
    ERR_INCLUSION: "O servidor não conhece este valor.",
    other: "O servidor não aceitou isto ({code}).",
  },
  waiting: {
    letter: "{server} enviou-lhe um e-mail. Abra a ligação que ele contém para confirmar o seu endereço.",
    corrected: "A ligação não traz de volta aqui. Volte depois.",
    look: "Esta página pergunta ao servidor de vez em quando.",
    elsewhere: "Se a ligação não ajudar, talvez haja outra pessoa com sessão aberta lá nesse navegador: termine essa sessão lá e abra a ligação de novo.",
    pending: "O seu endereço está confirmado. Agora quem gere {server} decide se o aceita.",
    ended: "O servidor já não conhece esta inscrição. Talvez tenha sido recusada, ou esperou demasiado. Pode inscrever-se de novo.",
  },
};
