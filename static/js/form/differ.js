// Which words of two texts are not in the other, in their order: the longest common run of words stays unmarked.

const MOST = 4e6; // comparisons; texts that would need more are told apart as wholes

/** [[text, isDifferent], ...] for each of the two. */
export function compare(one, other) {
  const [left, right] = [words(one), words(other)];
  let head = 0;
  while (head < left.length && head < right.length && same(left[head], right[head])) head += 1;
  let tail = 0;
  while (tail < Math.min(left.length, right.length) - head && same(left.at(-1 - tail), right.at(-1 - tail))) tail += 1;
  const common = inBoth(left.slice(head, left.length - tail), right.slice(head, right.length - tail));
  return [left, right].map((list, side) =>
    joined(list.map((word, at) => [word, at >= head && at < list.length - tail && !common[side].has(at - head)])),
  );
}

/** Words and figures, each with the space after it; what stands between them is a piece of its own. */
function words(text) {
  return text.match(/[\p{L}\p{M}\p{N}]+(?:[.,/]\p{N}+)*\s*|[^\p{L}\p{M}\p{N}]+/gu) ?? [];
}

function same(one, other) {
  return one.trimEnd() === other.trimEnd();
}

/** The places of the common words on each side. */
function inBoth(left, right) {
  const found = [new Set(), new Set()];
  if (left.length * right.length > MOST) return found;
  const width = right.length + 1;
  const length = new Uint16Array((left.length + 1) * width);
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      length[i * width + j] = same(left[i], right[j])
        ? length[(i + 1) * width + j + 1] + 1
        : Math.max(length[(i + 1) * width + j], length[i * width + j + 1]);
    }
  }
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    if (same(left[i], right[j])) {
      found[0].add(i++);
      found[1].add(j++);
    } else if (length[(i + 1) * width + j] >= length[i * width + j + 1]) i += 1;
    else j += 1;
  }
  return found;
}

/** Neighbours of one kind as one piece. */
function joined(marked) {
  const pieces = [];
  for (const [word, isDifferent] of marked) {
    if (pieces.at(-1)?.[1] === isDifferent) pieces.at(-1)[0] += word;
    else pieces.push([word, isDifferent]);
  }
  return pieces;
}
