// The plain question that is asked from the fourth request of an address on: one that a reader of any kind can answer.

/** What a reader answers to “三加四等于几？” or “What is three plus four?”. */
export function sum(question) {
  const english = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
  const numbers = question.match(/[一二三四五六七八九]|\b(?:one|two|three|four|five|six|seven|eight|nine)\b/g);
  return numbers.map((word) => Math.max('一二三四五六七八九'.indexOf(word), english.indexOf(word)) + 1).reduce((a, b) => a + b);
}
