import type { SignUpWords } from "./en.js";

export const signUp: SignUpWords = {
  problem: "{field}: {reason}",
  fields: {
    username: "Gebruikersnaam",
    email: "E-mailadres",
    password: "Wachtwoord",
    agreement: "Instemming",
    reason: "Reden om mee te doen",
    date_of_birth: "Geboortedatum",
    locale: "Taal",
    time_zone: "Tijdzone",
    invite_code: "Uitnodiging",
  },
  reasons: {
    ERR_BLANK: "Dit ontbreekt.",
    ERR_INVALID: "Dit is niet geschreven zoals het hoort.",
    "username.ERR_INVALID": "Alleen de letters a tot en met z, cijfers en _ zijn mogelijk.",
    ERR_TAKEN: "Dit is al in gebruik. Kies iets anders.",
    ERR_RESERVED: "De server houdt dit voor zichzelf. Kies iets anders.",
    ERR_BLOCKED: "De server neemt geen adressen van deze aanbieder aan. Gebruik een ander.",
    ERR_UNREACHABLE: "Op dit adres kan geen e-mail worden bezorgd. Controleer de spelling.",
    ERR_TOO_SHORT: "Dit is te kort.",
    ERR_TOO_LONG: "Dit is te lang.",
    ERR_ACCEPTED: "Je kunt alleen meedoen als je ermee instemt.",
    ERR_BELOW_LIMIT: "Je bent te jong voor deze server.",
    ERR_INCLUSION: "De server kent dit niet.",
    other: "De server heeft dit niet aanvaard ({code}).",
  },
  waiting: {
    letter: "{server} heeft je een e-mail gestuurd. Open de link daarin om je adres te bevestigen.",
    corrected: "De link leidt niet hierheen terug. Kom daarna weer hierheen.",
    look: "Deze pagina vraagt het af en toe aan de server.",
    elsewhere: "Als de link niet helpt, is daar in die browser misschien iemand anders aangemeld: meld die daar af en open de link opnieuw.",
    pending: "Je adres is bevestigd. Nu beslissen de beheerders van {server} of je erbij mag.",
    ended: "De server kent deze registratie niet meer. Misschien is ze afgewezen, of heeft ze te lang gewacht. Je kunt je opnieuw registreren.",
  },
};
