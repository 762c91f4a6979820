export default { serverExternalPackages: ["mastoauth"] };
