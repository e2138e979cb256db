// The parts of a text that people point at: the question, and below it paragraphs and headings, counted from the top.

export interface Part {
  /** 0 is the question. */
  part: number;
  text: string;
}

export interface Words {
  question: string;
  background: string;
}

/** The question and the blocks of its background, as empty lines divide them; a fenced block stays whole. */
export const partsOf = ({ question, background }: Words): Part[] => [
  { part: 0, text: question },
  ...blocks(background).map((text, index) => ({ part: index + 1, text })),
];

function blocks(text: string): string[] {
  const found: string[] = [];
  let block: string[] = [];
  let fenced = false;
  const close = () => {
    if (block.length > 0) found.push(block.join('\n'));
    block = [];
  };
  for (const line of text.split('\n')) {
    if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
    if (line.trim() === '' && !fenced) close();
    else block.push(line);
  }
  close();
  return found;
}

/** Where these words stand in the text now: at their old place if they are still there, else wherever they moved. */
export const findPart = (words: Words, text: string, near: number): Part | undefined => {
  const alike = partsOf(words).filter((part) => part.text === text && (part.part === 0) === (near === 0));
  return alike.find(({ part }) => part === near) ?? alike[0];
};

/** The text with other words for one part; no words strike it out. */
export function withPart(words: Words, part: number, text: string): Words {
  if (part === 0) return { ...words, question: text };
  const parts = partsOf(words).slice(1);
  const kept = parts.map((each) => (each.part === part ? text.trim() : each.text)).filter((each) => each !== '');
  return { ...words, background: kept.join('\n\n') };
}
