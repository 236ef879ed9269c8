// One question a line, one answer a line: {"filter","resource"} -> {"accepted","matches"} or {"accepted":false,"error"}, and
// {"operations","resource","lists"} -> {"accepted","states"}, the resource after each operation.
import { createInterface } from 'node:readline';
import parser from 'scim2-parse-filter';
import patcher from 'scim-patch';

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

function patched({ operations, resource, lists }) {
  const states = [];
  try {
    for (const operation of operations) {
      resource = patcher.scimPatch(resource, [operation], { mutateDocument: true, treatMissingAsAdd: false });
      for (const list of lists) {
        resource[list] ??= [];
      }

      states.push(structuredClone(resource));
    }

    return { accepted: true, states };
  } catch (error) {
    return { accepted: false, error: String(error.message) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  process.stdout.write(JSON.stringify(question.operations ? patched(question) : answer(question)) + '\n');
}
