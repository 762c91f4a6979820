// What a sign-up says in English: the problems of its fields, and what it waits for. The other languages have the same keys.

export const signUp = {
  problem: "{field}: {reason}",
  fields: {
    username: "Username",
    email: "E-mail address",
    password: "Password",
    agreement: "Agreement",
    reason: "Reason for joining",
    date_of_birth: "Date of birth",
    locale: "Language",
    time_zone: "Time zone",
    invite_code: "Invitation",
  },
  reasons: {
    ERR_BLANK: "This is missing.",
    ERR_INVALID: "This is not written as it should be.",
    "username.ERR_INVALID": "Only the letters a to z, digits and _ are possible.",
    ERR_TAKEN: "This is taken already. Choose another one.",
    ERR_RESERVED: "The server keeps this for itself. Choose another one.",
    ERR_BLOCKED: "The server does not accept addresses of this provider. Use another one.",
    ERR_UNREACHABLE: "E-mail cannot be delivered to this address. Check the spelling.",
    ERR_TOO_SHORT: "This is too short.",
    ERR_TOO_LONG: "This is too long.",
    ERR_ACCEPTED: "You can join only if you agree.",
    ERR_BELOW_LIMIT: "You are too young for this server.",
    ERR_INCLUSION: "The server does not know this one.",
    other: "The server did not accept this ({code}).",
  },
  waiting: {
    letter: "{server} has sent you an e-mail. Open the link in it to confirm your address.",
    corrected: "The link does not lead back here. Come back afterwards.",
    look: "This page asks the server now and then.",
    elsewhere: "If the link does not help, somebody else may be signed in there in that browser: sign out there, then open the link again.",
    pending: "Your address is confirmed. Now the people who run {server} decide whether to let you in.",
    ended: "The server does not know this sign-up any more. It may have been declined, or it waited too long. You can sign up again.",
  },
};

export type SignUpWords = typeof signUp;
