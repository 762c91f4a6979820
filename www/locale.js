// The person's language and time zone, as Mastodon names them. The confirmation e-mail is in that language.

// The languages for which Mastodon uses a region or a script.
const regional = ["en-GB", "es-AR", "es-MX", "fr-CA", "pt-BR", "pt-PT", "sr-Latn", "zh-CN", "zh-HK", "zh-TW"];
const others = { nb: "no", pt: "pt-PT", zh: "zh-CN" };

export function locale(tag = navigator.language) {
  try {
    const { language, region, script } = new Intl.Locale(tag).maximize();
    return regional.find((name) => name === `${language}-${region}` || name === `${language}-${script}`) ?? others[language] ?? language;
  } catch {
    return "en"; // the browser's language is not a valid language tag
  }
}

/** The time zone, such as Europe/Berlin. */
export const timeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
