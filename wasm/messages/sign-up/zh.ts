import type { SignUpWords } from "./en.js";

export const signUp: SignUpWords = {
  problem: "{field}：{reason}",
  fields: {
    username: "用户名",
    email: "电子邮件地址",
    password: "密码",
    agreement: "同意",
    reason: "加入理由",
    date_of_birth: "出生日期",
    locale: "语言",
    time_zone: "时区",
    invite_code: "邀请",
  },
  reasons: {
    ERR_BLANK: "未填写。",
    ERR_INVALID: "写法不正确。",
    "username.ERR_INVALID": "只能使用字母 a 到 z、数字和 _。",
    ERR_TAKEN: "已被使用。请换一个。",
    ERR_RESERVED: "服务器保留了它。请换一个。",
    ERR_BLOCKED: "服务器不接受此提供商的地址。请换一个地址。",
    ERR_UNREACHABLE: "邮件无法送达此地址。请检查拼写。",
    ERR_TOO_SHORT: "太短。",
    ERR_TOO_LONG: "太长。",
    ERR_ACCEPTED: "只有同意才能加入。",
    ERR_BELOW_LIMIT: "你未达到此服务器要求的年龄。",
    ERR_INCLUSION: "服务器不认识这个值。",
    other: "服务器未接受（{code}）。",
  },
  waiting: {
    letter: "{server} 已给你发送电子邮件。请打开其中的链接来确认地址。",
    corrected: "该链接不会回到这里。打开之后请回到此页。",
    look: "此页会不时询问服务器。",
    elsewhere: "如果链接没有作用,可能那个浏览器里有别人登录着该服务器:请在那里退出,然后再打开链接。",
    pending: "地址已确认。现在由 {server} 的管理者决定是否接纳你。",
    ended: "服务器上已没有此次注册。它可能被拒绝,或等待过久。你可以重新注册。",
  },
};
