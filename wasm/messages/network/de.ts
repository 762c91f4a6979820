// Deutsch; see en.ts.

import type { NetworkWords } from "./en.js";

export const network: NetworkWords = {
  ask: "Was ist los?",
  reasons: {
    csp: "Diese Seite erlaubt sich selbst nicht, diesen Server zu fragen. Sage es den Leuten, die diese Seite betreiben.",
    cors: "Der Server antwortet, aber er lässt diese Seite die Antwort nicht lesen. Vielleicht hat er gerade ein Problem: Versuche es später noch einmal. Wenn das nicht hilft, sage es den Leuten, die den Server betreiben.",
    redirect: "Der Server führt zu einer anderen Adresse, und diese Seite kann nicht folgen. Öffne den Server in einem neuen Tab, sieh dort nach seiner Adresse und gib diese ein.",
    interrupted_or_cors: "Der Server ist da, aber seine Antwort kam nicht an, oder diese Seite darf sie nicht lesen. Versuche es noch einmal.",
    blocked_by_client: "Ein Werbeblocker oder eine andere Erweiterung deines Browsers hält diese Seite von deinem Server fern. Erlaube dort diese Seite und versuche es dann noch einmal.",
    private_network: "Dein Browser lässt diese Seite keine Geräte in deinem eigenen Netz erreichen. Erlaube es in den Einstellungen für diese Seite und versuche es dann noch einmal.",
    private_network_or_down: "Dieser Server steht in deinem eigenen Netz. Vielleicht fragt dein Browser, ob diese Seite ihn erreichen darf: Erlaube es. Oder dort antwortet gerade nichts.",
    mixed_content_or_down: "Auf diesem Gerät antwortet nichts, oder dein Browser verhindert es, weil die Adresse mit http:// beginnt. Prüfe, ob der Server läuft.",
    offline_or_captive_portal: "Du hast anscheinend keine Verbindung, oder dein Netz verlangt zuerst eine Anmeldung, wie im Hotel oder im Zug. Öffne irgendeine Seite in einem neuen Tab und versuche es dann noch einmal.",
    down_or_blocked: "Es kam keine Verbindung zum Server zustande. Prüfe den Namen und deine Verbindung. Vielleicht läuft der Server nicht, oder ein Werbeblocker oder eine Firewall ist im Weg.",
    not_https: "Der Server bietet unter dieser Adresse keine sichere Verbindung an. Prüfe die Adresse.",
    certificate_or_captive_portal: "Der Server konnte nicht beweisen, wer er ist. Prüfe die Uhr deines Geräts. Oder dein Netz verlangt zuerst eine Anmeldung, wie im Hotel oder im Zug.",
    interrupted: "Die Verbindung zum Server ist abgerissen. Versuche es noch einmal.",
  },
  steps: {
    address: "Die Adresse ist lesbar: {server}.",
    online: "Dein Gerät ist mit einem Netz verbunden.",
    policy: "Diese Seite erlaubt sich, diesen Server zu fragen.",
    connection: "Der Server antwortet.",
    readable: "Diese Seite kann lesen, was der Server antwortet.",
    software: "Bei diesem Server kannst du dich anmelden: {software}.",
    login: "Der Server nimmt neue Seiten wie diese an.",
  },
  unknown: "Ob der Server diese Seite annimmt, zeigt sich erst bei der Anmeldung.",
  skipped: "Das wurde nicht geprüft.",
};
