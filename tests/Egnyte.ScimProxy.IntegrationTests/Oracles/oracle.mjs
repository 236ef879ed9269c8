// One question a line, one answer a line: {"filter","resource"} -> {"accepted","matches"} or {"accepted":false,"error"}.
import { createInterface } from 'node:readline';
import parser from 'scim2-parse-filter';

function answer({ filter, resource }) {
  let tree;
  try {
    tree = parser.parse(filter);
  } catch (error) {
    return { accepted: false, error: String(error.message) };
  }

  if (resource === undefined) {
    return { accepted: true };
  }

  try {
    return { accepted: true, matches: parser.filter(tree)(resource) };
  } catch (error) {
    return { accepted: true, error: String(error.message) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(answer(JSON.parse(line))) + '\n');
}
