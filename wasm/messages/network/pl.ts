// Polski; see en.ts.

import type { NetworkWords } from "./en.js";

export const network: NetworkWords = {
  ask: "Co jest nie tak?",
  reasons: {
    csp: "Ta strona sama nie pozwala sobie łączyć się z tym serwerem. Powiadom osoby, które prowadzą tę stronę.",
    cors: "Serwer odpowiada, ale nie pozwala tej stronie odczytać odpowiedzi. Może ma teraz kłopoty: spróbuj później. Jeśli to nie pomoże, powiadom osoby, które prowadzą serwer.",
    redirect: "Serwer prowadzi pod inny adres, a ta strona nie może za nim pójść. Otwórz serwer w nowej karcie, sprawdź tam jego adres i wpisz go.",
    interrupted_or_cors: "Serwer działa, ale jego odpowiedź nie dotarła albo ta strona nie może jej odczytać. Spróbuj ponownie.",
    blocked_by_client: "Blokada reklam albo inne rozszerzenie przeglądarki nie dopuszcza tej strony do twojego serwera. Zezwól tam na tę stronę, a potem spróbuj ponownie.",
    private_network: "Twoja przeglądarka nie pozwala tej stronie łączyć się z urządzeniami w twojej sieci. Zezwól na to w ustawieniach tej strony, a potem spróbuj ponownie.",
    private_network_or_down: "Ten serwer jest w twojej własnej sieci. Może przeglądarka pyta, czy ta strona może się z nim łączyć: zezwól na to. Albo nic tam teraz nie odpowiada.",
    mixed_content_or_down: "Na tym urządzeniu nic nie odpowiada albo przeglądarka to blokuje, bo adres zaczyna się od http://. Sprawdź, czy serwer działa.",
    offline_or_captive_portal: "Wygląda na to, że nie masz połączenia albo twoja sieć wymaga najpierw zalogowania, jak w hotelu lub pociągu. Otwórz dowolną stronę w nowej karcie, a potem spróbuj ponownie.",
    down_or_blocked: "Nie udało się nawiązać połączenia z serwerem. Sprawdź nazwę i swoje połączenie. Może serwer nie działa albo przeszkadza blokada reklam lub zapora sieciowa.",
    not_https: "Serwer nie oferuje pod tym adresem bezpiecznego połączenia. Sprawdź adres.",
    certificate_or_captive_portal: "Serwer nie mógł udowodnić, kim jest. Sprawdź zegar swojego urządzenia. Albo twoja sieć wymaga najpierw zalogowania, jak w hotelu lub pociągu.",
    interrupted: "Połączenie z serwerem zostało przerwane. Spróbuj ponownie.",
  },
  steps: {
    address: "Adres jest czytelny: {server}.",
    online: "Twoje urządzenie jest połączone z siecią.",
    policy: "Ta strona pozwala sobie łączyć się z tym serwerem.",
    connection: "Serwer odpowiada.",
    readable: "Ta strona może odczytać odpowiedzi serwera.",
    software: "Na tym serwerze możesz się zalogować: {software}.",
    login: "Serwer przyjmuje nowe strony takie jak ta.",
  },
  unknown: "Czy serwer przyjmie tę stronę, okaże się dopiero przy logowaniu.",
  skipped: "Tego nie sprawdzano.",
};
