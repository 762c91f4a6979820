import type { SignUpWords } from "./en.js";

export const signUp: SignUpWords = {
  problem: "{field}: {reason}",
  fields: {
    username: "Nazwa użytkownika",
    email: "Adres e-mail",
    password: "Hasło",
    agreement: "Zgoda",
    reason: "Powód dołączenia",
    date_of_birth: "Data urodzenia",
    locale: "Język",
    time_zone: "Strefa czasowa",
    invite_code: "Zaproszenie",
  },
  reasons: {
    ERR_BLANK: "Tego brakuje.",
    ERR_INVALID: "To nie jest zapisane tak, jak trzeba.",
    "username.ERR_INVALID": "Możliwe są tylko litery od a do z, cyfry i _.",
    ERR_TAKEN: "To jest już zajęte. Wybierz coś innego.",
    ERR_RESERVED: "Serwer zachowuje to dla siebie. Wybierz coś innego.",
    ERR_BLOCKED: "Serwer nie przyjmuje adresów tego dostawcy. Użyj innego.",
    ERR_UNREACHABLE: "Na ten adres nie można dostarczyć poczty. Sprawdź pisownię.",
    ERR_TOO_SHORT: "To jest za krótkie.",
    ERR_TOO_LONG: "To jest za długie.",
    ERR_ACCEPTED: "Możesz dołączyć tylko wtedy, gdy się zgodzisz.",
    ERR_BELOW_LIMIT: "Nie masz wieku, którego wymaga ten serwer.",
    ERR_INCLUSION: "Serwer tego nie zna.",
    other: "Serwer tego nie przyjął ({code}).",
  },
  waiting: {
    letter: "{server} wysłał ci wiadomość e-mail. Otwórz zawarty w niej odnośnik, aby potwierdzić adres.",
    corrected: "Odnośnik nie prowadzi z powrotem tutaj. Wróć tu potem.",
    look: "Ta strona co jakiś czas pyta serwer.",
    elsewhere: "Jeśli odnośnik nie pomaga, może w tamtej przeglądarce jest tam zalogowany ktoś inny: wyloguj go tam i otwórz odnośnik jeszcze raz.",
    pending: "Adres jest potwierdzony. Teraz osoby prowadzące {server} decydują, czy cię przyjąć.",
    ended: "Serwer nie zna już tej rejestracji. Może została odrzucona albo czekała zbyt długo. Możesz zarejestrować się ponownie.",
  },
};
