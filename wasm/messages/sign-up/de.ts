import type { SignUpWords } from "./en.js";

export const signUp: SignUpWords = {
  problem: "{field}: {reason}",
  fields: {
    username: "Profilname",
    email: "E-Mail-Adresse",
    password: "Passwort",
    agreement: "Zustimmung",
    reason: "Grund für den Beitritt",
    date_of_birth: "Geburtsdatum",
    locale: "Sprache",
    time_zone: "Zeitzone",
    invite_code: "Einladung",
  },
  reasons: {
    ERR_BLANK: "Das fehlt.",
    ERR_INVALID: "Das ist nicht so geschrieben, wie es sein muss.",
    "username.ERR_INVALID": "Möglich sind nur die Buchstaben a bis z, Ziffern und _.",
    ERR_TAKEN: "Das ist schon vergeben. Wähle etwas anderes.",
    ERR_RESERVED: "Das behält der Server für sich. Wähle etwas anderes.",
    ERR_BLOCKED: "Der Server nimmt keine Adressen dieses Anbieters an. Nimm eine andere.",
    ERR_UNREACHABLE: "An diese Adresse kann keine E-Mail zugestellt werden. Prüfe die Schreibweise.",
    ERR_TOO_SHORT: "Das ist zu kurz.",
    ERR_TOO_LONG: "Das ist zu lang.",
    ERR_ACCEPTED: "Du kannst nur beitreten, wenn du zustimmst.",
    ERR_BELOW_LIMIT: "Du bist zu jung für diesen Server.",
    ERR_INCLUSION: "Der Server kennt das nicht.",
    other: "Der Server hat das nicht angenommen ({code}).",
  },
  waiting: {
    letter: "{server} hat dir eine E-Mail geschickt. Öffne den Link darin, um deine Adresse zu bestätigen.",
    corrected: "Der Link führt nicht hierher zurück. Komm danach wieder hierher.",
    look: "Diese Seite fragt ab und zu beim Server nach.",
    elsewhere: "Wenn der Link nicht hilft, ist dort in diesem Browser vielleicht jemand anderes angemeldet: Melde dich dort ab und öffne den Link noch einmal.",
    pending: "Deine Adresse ist bestätigt. Nun entscheiden die Leute, die {server} betreiben, ob sie dich aufnehmen.",
    ended: "Der Server kennt diese Anmeldung eines neuen Kontos nicht mehr. Vielleicht wurde sie abgelehnt, oder sie hat zu lange gewartet. Du kannst noch einmal ein Konto anlegen.",
  },
};
