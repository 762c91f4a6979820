// Nederlands; see en.ts.

import type { NetworkWords } from "./en.js";

export const network: NetworkWords = {
  ask: "Wat is er mis?",
  reasons: {
    csp: "Deze pagina staat zichzelf niet toe deze server te vragen. Zeg het de mensen die deze pagina beheren.",
    cors: "De server antwoordt, maar laat deze pagina het antwoord niet lezen. Misschien heeft hij nu een probleem: probeer het later opnieuw. Helpt dat niet, zeg het dan de mensen die de server beheren.",
    redirect: "De server leidt naar een ander adres, en deze pagina kan dat niet volgen. Open de server in een nieuw tabblad, kijk daar naar zijn adres en typ dat.",
    interrupted_or_cors: "De server is er, maar zijn antwoord kwam niet aan, of deze pagina mag het niet lezen. Probeer het opnieuw.",
    blocked_by_client: "Een advertentieblokker of een andere extensie van je browser houdt deze pagina weg van je server. Sta deze pagina daar toe en probeer het opnieuw.",
    private_network: "Je browser laat deze pagina geen apparaten in je eigen netwerk bereiken. Sta het toe in de instellingen voor deze pagina en probeer het opnieuw.",
    private_network_or_down: "Deze server staat in je eigen netwerk. Misschien vraagt je browser of deze pagina hem mag bereiken: sta dat toe. Of er antwoordt daar nu niets.",
    mixed_content_or_down: "Op dit apparaat antwoordt niets, of je browser houdt het tegen omdat het adres met http:// begint. Controleer of de server draait.",
    offline_or_captive_portal: "Je lijkt geen verbinding te hebben, of je netwerk wil dat je je eerst aanmeldt, zoals in een hotel of een trein. Open een willekeurige pagina in een nieuw tabblad en probeer het opnieuw.",
    down_or_blocked: "Er kwam geen verbinding met de server tot stand. Controleer de naam en je verbinding. Misschien ligt de server plat, of zit een advertentieblokker of een firewall in de weg.",
    not_https: "De server biedt op dit adres geen veilige verbinding aan. Controleer het adres.",
    certificate_or_captive_portal: "De server kon niet bewijzen wie hij is. Controleer de klok van je apparaat. Of je netwerk wil dat je je eerst aanmeldt, zoals in een hotel of een trein.",
    interrupted: "De verbinding met de server is verbroken. Probeer het opnieuw.",
  },
  steps: {
    address: "Het adres is leesbaar: {server}.",
    online: "Je apparaat is verbonden met een netwerk.",
    policy: "Deze pagina staat zichzelf toe deze server te vragen.",
    connection: "De server antwoordt.",
    readable: "Deze pagina kan lezen wat de server antwoordt.",
    software: "Bij deze server kun je je aanmelden: {software}.",
    login: "De server accepteert nieuwe pagina’s zoals deze.",
  },
  unknown: "Of de server deze pagina accepteert, blijkt pas als je je aanmeldt.",
  skipped: "Dit is niet bekeken.",
};
