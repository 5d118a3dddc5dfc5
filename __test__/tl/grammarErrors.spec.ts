import test from "ava";
import { factsOf } from "./generator.js";

const broken: [title: string, text: string, message: RegExp][] = [
  ["no semicolon", "a#01 = A;\nb#02 x:int = B", /^test\.tl line 2: no ; at the end/],
  ["no result", "a#01 x:int;", /line 1: "a#01 x:int" has no "= Type"/],
  ["an id that is no hex number", "a#xyz = A;", /line 1: "a#xyz" is no name/],
  ["an id of nine digits", "a#123456789 = A;", /line 1: "a#123456789" is no name/],
  ["a name with a capital", "Abc#01 = A;", /line 1: "Abc#01" is no name/],
  ["a field without type", "a#01 x = A;", /line 1: "x" is no field/],
  ["an unknown type", "\n\na#01 x:Foo = A;", /line 3: a\.x: Foo has no constructor/],
  ["an unknown generic", "a#01 q:!X = A;", /line 1: field q: "!X" is no type/],
  ["a flag of an unknown word", "a#01 x:flags.0?int = A;", /line 1: field x: no flag word flags:# before it/],
  ["a flag word behind its field", "a#01 x:flags.0?int flags:# = A;", /line 1: field x: no flag word/],
  ["bit 32", "a#01 flags:# x:flags.32?int = A;", /line 1: field x: bit 32 of flags/],
  ["true without flag", "a#01 x:true = A;", /line 1: a\.x: true has no bytes/],
  ["an optional flag word", "a#01 flags:# more:flags.0?# = A;", /line 1: a\.more: a flag word cannot be optional/],
  ["a field twice", "a#01 x:int x:long = A;", /line 1: field x stands there twice/],
  ["two fields with one property name", "a#01 x_y:int xY:int = A;", /line 1: fields x_y and xY are both xY/],
  ["a name twice", "a#01 = A;\na#02 = B;", /line 2: a is taken by a \(test\.tl line 1\)/],
  ["an id twice", "a#01 = A;\nb#01 = B;", /line 2: id 1 is taken by a/],
  ["a constructor and a function of one name", "a#01 = A;\n---functions---\na#02 = A;", /line 3: a is taken by a/],
  ["a type in lower case", "a#01 = a;", /line 1: a: the type of a constructor starts with a capital/],
  ["an unknown section", "---kinds---", /line 1: unknown section ---kinds---/],
  ["% of a type with two constructors", "a#01 = A;\nb#02 = A;\nc#03 x:%A = C;", /line 3: c\.x: %A could be any of 2/],
  ["a bare constructor within itself", "a#01 x:a = A;", /line 1: a contains itself/],
  ["a vector of nothing", "e#01 = E;\na#02 v:vector<%E> = A;", /line 2: a: a vector of elements without bytes/],
];

for (const [title, text, message] of broken) {
  test(`refuses ${title}, naming the line`, (t) => {
    t.throws(() => factsOf(text), { message });
  });
}
