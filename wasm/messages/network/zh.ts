// 中文; see en.ts.

import type { NetworkWords } from "./en.js";

export const network: NetworkWords = {
  ask: "哪里出了问题？",
  reasons: {
    csp: "本页面的设置不允许它连接此服务器。请告知本页面的管理者。",
    cors: "服务器有应答,但不允许本页面读取。它可能暂时有问题,请稍后再试。如果仍不行,请告知服务器的管理者。",
    redirect: "服务器转到了另一个地址,本页面无法跟随。请在新标签页中打开服务器,查看那里的地址,然后输入该地址。",
    interrupted_or_cors: "服务器存在,但它的应答没有到达,或者本页面无法读取。请重试。",
    blocked_by_client: "广告拦截或浏览器的其他扩展阻止了本页面连接你的服务器。请在其中允许本页面,然后重试。",
    private_network: "你的浏览器不允许本页面访问你自己网络中的设备。请在本页面的设置中允许,然后重试。",
    private_network_or_down: "此服务器在你自己的网络中。浏览器可能会询问是否允许本页面访问它:请允许。也可能那里目前没有应答。",
    mixed_content_or_down: "此设备上没有应答,或者因为地址以 http:// 开头而被浏览器阻止。请检查服务器是否在运行。",
    offline_or_captive_portal: "你似乎没有联网,或者你的网络要求先登录,例如在酒店或火车上。请在新标签页中打开任意页面,然后重试。",
    down_or_blocked: "无法与服务器建立连接。请检查名称和网络连接。服务器可能已停止,或者被广告拦截或防火墙阻挡。",
    not_https: "服务器在此地址不提供安全连接。请检查地址。",
    certificate_or_captive_portal: "服务器无法证明自己的身份。请检查设备的时钟。也可能是你的网络要求先登录,例如在酒店或火车上。",
    interrupted: "与服务器的连接中断了。请重试。",
  },
  steps: {
    address: "地址可以识别:{server}。",
    online: "你的设备已连接到网络。",
    policy: "本页面允许连接此服务器。",
    connection: "服务器有应答。",
    readable: "本页面可以读取服务器的应答。",
    software: "你可以登录此服务器:{software}。",
    login: "服务器接受像这样的新页面。",
  },
  unknown: "服务器是否接受本页面,登录时才能知道。",
  skipped: "这一项没有检查。",
};
