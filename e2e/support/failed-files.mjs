// A reporter for "node --test": the files in which a test failed, one in each line.

export default async function* failedFiles(events) {
  const files = new Set();
  for await (const { type, data } of events) {
    if (type === "test:fail") files.add(data.file ?? data.name);
  }
  for (const file of files) yield `${file}\n`;
}
