import type { SignUpWords } from "./en.js";

export const signUp: SignUpWords = {
  problem: "{field}：{reason}",
  fields: {
    username: "ユーザー名",
    email: "メールアドレス",
    password: "パスワード",
    agreement: "同意",
    reason: "参加の理由",
    date_of_birth: "生年月日",
    locale: "言語",
    time_zone: "タイムゾーン",
    invite_code: "招待",
  },
  reasons: {
    ERR_BLANK: "入力されていません。",
    ERR_INVALID: "書き方が正しくありません。",
    "username.ERR_INVALID": "使えるのは a から z の文字、数字、_ だけです。",
    ERR_TAKEN: "すでに使われています。別のものを選んでください。",
    ERR_RESERVED: "サーバーが自分用に取っているものです。別のものを選んでください。",
    ERR_BLOCKED: "サーバーはこの事業者のアドレスを受け付けません。別のアドレスを使ってください。",
    ERR_UNREACHABLE: "このアドレスにはメールを届けられません。つづりを確認してください。",
    ERR_TOO_SHORT: "短すぎます。",
    ERR_TOO_LONG: "長すぎます。",
    ERR_ACCEPTED: "同意した場合にだけ参加できます。",
    ERR_BELOW_LIMIT: "このサーバーが求める年齢に達していません。",
    ERR_INCLUSION: "サーバーはこの値を知りません。",
    other: "サーバーに受け付けられませんでした（{code}）。",
  },
  waiting: {
    letter: "{server} からメールが届きます。その中のリンクを開いてアドレスを確認してください。",
    corrected: "リンクからここへは戻りません。開いたあとで、ここに戻ってください。",
    look: "このページは時々サーバーに問い合わせます。",
    elsewhere: "リンクを開いても変わらないときは、そのブラウザーで別の人がサーバーにログインしているかもしれません。そこでログアウトしてから、もう一度リンクを開いてください。",
    pending: "アドレスは確認されました。これから {server} の管理者が参加を認めるかどうかを決めます。",
    ended: "サーバーにこの登録はもうありません。断られたか、長く待ちすぎた可能性があります。もう一度登録できます。",
  },
};
