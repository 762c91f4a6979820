export const frameworks = [];
