// Français; see en.ts.

import type { NetworkWords } from "./en.js";

export const network: NetworkWords = {
  ask: "Quel est le problème ?",
  reasons: {
    csp: "Cette page ne s’autorise pas à interroger ce serveur. Prévenez les personnes qui gèrent cette page.",
    cors: "Le serveur répond, mais il ne laisse pas cette page lire la réponse. Il a peut-être un problème en ce moment : réessayez plus tard. Si cela n’aide pas, prévenez les personnes qui gèrent le serveur.",
    redirect: "Le serveur mène à une autre adresse, et cette page ne peut pas la suivre. Ouvrez le serveur dans un nouvel onglet, regardez-y son adresse et saisissez celle-ci.",
    interrupted_or_cors: "Le serveur est là, mais sa réponse n’est pas arrivée, ou cette page ne peut pas la lire. Réessayez.",
    blocked_by_client: "Un bloqueur de publicité ou une autre extension de votre navigateur empêche cette page d’atteindre votre serveur. Autorisez-y cette page, puis réessayez.",
    private_network: "Votre navigateur ne laisse pas cette page atteindre les appareils de votre propre réseau. Autorisez-le dans les réglages de cette page, puis réessayez.",
    private_network_or_down: "Ce serveur se trouve dans votre propre réseau. Votre navigateur demande peut-être si cette page peut l’atteindre : autorisez-la. Ou rien n’y répond en ce moment.",
    mixed_content_or_down: "Rien ne répond sur cet appareil, ou votre navigateur l’empêche parce que l’adresse commence par http://. Vérifiez que le serveur fonctionne.",
    offline_or_captive_portal: "Vous semblez ne pas avoir de connexion, ou votre réseau demande d’abord de s’y connecter, comme à l’hôtel ou dans le train. Ouvrez n’importe quelle page dans un nouvel onglet, puis réessayez.",
    down_or_blocked: "Aucune connexion au serveur n’a pu s’établir. Vérifiez le nom et votre connexion. Le serveur est peut-être en panne, ou un bloqueur de publicité ou un pare-feu fait obstacle.",
    not_https: "Le serveur n’offre pas de connexion sûre à cette adresse. Vérifiez l’adresse.",
    certificate_or_captive_portal: "Le serveur n’a pas pu prouver qui il est. Vérifiez l’horloge de votre appareil. Ou votre réseau demande d’abord de s’y connecter, comme à l’hôtel ou dans le train.",
    interrupted: "La connexion au serveur s’est interrompue. Réessayez.",
  },
  steps: {
    address: "L’adresse se lit bien : {server}.",
    online: "Votre appareil est connecté à un réseau.",
    policy: "Cette page s’autorise à interroger ce serveur.",
    connection: "Le serveur répond.",
    readable: "Cette page peut lire ce que répond le serveur.",
    software: "Vous pouvez vous connecter à ce serveur : {software}.",
    login: "Le serveur accepte de nouvelles pages comme celle-ci.",
  },
  unknown: "Si le serveur accepte cette page, cela ne se voit qu’à la connexion.",
  skipped: "Cela n’a pas été vérifié.",
};
