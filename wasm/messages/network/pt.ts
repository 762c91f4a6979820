// Português; see en.ts.

import type { NetworkWords } from "./en.js";

export const network: NetworkWords = {
  ask: "O que se passa?",
  reasons: {
    csp: "Esta página não se permite contactar este servidor. Avise quem administra esta página.",
    cors: "O servidor responde, mas não deixa esta página ler a resposta. Talvez tenha um problema neste momento: tente mais tarde. Se não ajudar, avise quem administra o servidor.",
    redirect: "O servidor leva a outro endereço, e esta página não pode segui-lo. Abra o servidor num separador novo, veja lá o endereço e escreva esse.",
    interrupted_or_cors: "O servidor está lá, mas a resposta não chegou, ou esta página não pode lê-la. Tente de novo.",
    blocked_by_client: "Um bloqueador de anúncios ou outra extensão do seu navegador impede esta página de chegar ao seu servidor. Permita lá esta página e tente de novo.",
    private_network: "O seu navegador não deixa esta página chegar aos dispositivos da sua própria rede. Permita-o nas definições desta página e tente de novo.",
    private_network_or_down: "Este servidor está na sua própria rede. Talvez o navegador pergunte se esta página pode chegar a ele: permita. Ou nada responde lá neste momento.",
    mixed_content_or_down: "Nada responde neste dispositivo, ou o navegador o impede porque o endereço começa por http://. Verifique se o servidor está a funcionar.",
    offline_or_captive_portal: "Parece que não há conexão, ou a sua rede pede primeiro uma autenticação, como num hotel ou num trem. Abra uma página qualquer num separador novo e tente de novo.",
    down_or_blocked: "Não foi possível estabelecer a conexão com o servidor. Verifique o nome e a sua conexão. Talvez o servidor esteja parado, ou um bloqueador de anúncios ou um firewall esteja no caminho.",
    not_https: "O servidor não oferece uma conexão segura neste endereço. Verifique o endereço.",
    certificate_or_captive_portal: "O servidor não conseguiu provar quem é. Verifique o relógio do seu dispositivo. Ou a sua rede pede primeiro uma autenticação, como num hotel ou num trem.",
    interrupted: "A conexão com o servidor foi interrompida. Tente de novo.",
  },
  steps: {
    address: "O endereço lê-se bem: {server}.",
    online: "O seu dispositivo está ligado a uma rede.",
    policy: "Esta página permite-se contactar este servidor.",
    connection: "O servidor responde.",
    readable: "Esta página pode ler o que o servidor responde.",
    software: "Pode entrar neste servidor: {software}.",
    login: "O servidor aceita páginas novas como esta.",
  },
  unknown: "Se o servidor aceita esta página só se vê ao entrar.",
  skipped: "Isto não foi verificado.",
};
