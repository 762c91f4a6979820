// What a client found: which calls it made, and what of them was not as it should be. The last line of a program is that, in JSON.

const calls = [];
const problems = [];

/** Makes a call and checks its result. check returns whether it is right, or an error whether it was expected. */
export async function call(name, make, check = (result) => result !== undefined) {
  calls.push(name);
  try {
    const result = await make();
    if (!check(result)) problems.push(`${name}: ${JSON.stringify(result)?.slice(0, 300)}`);
    return result;
  } catch (error) {
    problems.push(`${name}: ${error.name} ${error.message}`);
    return {};
  }
}

/** Makes a call that has to be refused with this status. */
export async function refused(name, status, make) {
  calls.push(name);
  try {
    problems.push(`${name}: it was not refused: ${JSON.stringify(await make())?.slice(0, 200)}`);
  } catch (error) {
    const got = error.statusCode ?? error.response?.status ?? error.status;
    if (got !== status) problems.push(`${name}: ${got} ${error.message}, not ${status}`);
  }
}

export const some = (list) => Array.isArray(list) && list.length > 0;
export const list = (list) => Array.isArray(list);

export const tell = () => console.log(JSON.stringify({ calls: calls.length, problems }));
