/** Explanation pages: transactions, sagas, chance and runtimes. */
import type { Explanations } from "./explanation.ts";

export const transactionsExplanations: Explanations = {
  "misplaced-clause": {
    explanation: `The clauses of a transaction stand in this order: \`key\`, \`reads\` and \`writes\`, any number of \`requires … else abort\`, assignments and conditionals, \`result\`, \`compensate\`. All but \`requires\` and the statements stand at most once, and inside a block there are statements only.

A transaction aborts by a requirement alone, before it has changed anything, and performs no other transaction.`,
    failing: `role Stock { durable left: int = 3; }
transaction take() at Stock {
  left := left - 1;
  requires left > 0 else abort;
}
choreography main(Stock) { saga { perform Stock.take(); } }`,
    repaired: `role Stock { durable left: int = 3; }
transaction take() at Stock {
  requires left > 0 else abort;
  left := left - 1;
}
choreography main(Stock) { saga { perform Stock.take(); } }`,
  },
  "unknown-transaction": {
    explanation: `\`perform\` names something that is not declared as a transaction. A choreography is called, not performed.`,
    failing: `role Stock { durable left: int = 3; }
transaction take() at Stock { left := left - 1; }
choreography main(Stock) { perform Stock.takes(); }`,
    repaired: `role Stock { durable left: int = 3; }
transaction take() at Stock { left := left - 1; }
choreography main(Stock) { perform Stock.take(); }`,
  },
  "transaction-of-another-role": {
    explanation: `A transaction is about the state of the role behind \`at\`. Only that role performs it, or a formal role with its state. Another role sends what the transaction needs, and receives what it answers.`,
    failing: `role Client { amount: int = 1; }
role Stock { durable left: int = 3; }
transaction take(n: int) at Stock { left := left - n; }
choreography main(Client, Stock) { perform Client.take(amount); }`,
    repaired: `role Client { amount: int = 1; }
role Stock { durable left: int = 3; }
transaction take(n: int) at Stock { left := left - n; }
choreography main(Client, Stock) {
  Client.amount -> Stock.amount;
  perform Stock.take(amount);
}`,
  },
  "transaction-writes-elsewhere": {
    explanation: `A transaction is one step of one role: no crash can split it, because its effect and its entry in the journal are written together. There is no such step of two roles. Each of them performs a transaction of its own, in a saga if both or none shall happen.`,
    failing: `role Account { durable money: int = 5; }
role Stock { durable left: int = 3; }
transaction sell() at Stock {
  left := left - 1;
  Account.money := 4;
}
choreography main(Account, Stock) { perform Stock.sell(); }`,
    repaired: `role Account { durable money: int = 5; }
role Stock { durable left: int = 3; }
transaction sell() at Stock { left := left - 1; }
transaction pay() at Account { money := 4; }
choreography main(Account, Stock) {
  perform Stock.sell();
  perform Account.pay();
}`,
  },
  "volatile-in-transaction": {
    explanation: `A transaction writes durable fields of its role. What it wrote to a volatile one would be lost in the crash that its effect survives, and a journaled transaction does not run again. Parameters are not written either.`,
    failing: `role Stock { left: int = 3; }
transaction take() at Stock { left := left - 1; }
choreography main(Stock) { perform Stock.take(); }`,
    repaired: `role Stock { durable left: int = 3; }
transaction take() at Stock { left := left - 1; }
choreography main(Stock) { perform Stock.take(); }`,
  },
  "undeclared-effect": {
    explanation: `Where a transaction says what it \`reads\` or \`writes\`, it reads or writes no other durable field, its compensation included.`,
    failing: `role Stock { durable left: int = 3; durable sold: int = 0; }
transaction take() at Stock {
  writes left;
  left := left - 1;
  sold := 1;
}
choreography main(Stock) { perform Stock.take(); }`,
    repaired: `role Stock { durable left: int = 3; durable sold: int = 0; }
transaction take() at Stock {
  writes left, sold;
  left := left - 1;
  sold := 1;
}
choreography main(Stock) { perform Stock.take(); }`,
  },
  "transaction-result": {
    explanation: `A transaction with a type behind its role answers a value of that type, by \`result e;\` behind its statements. One without answers nothing, and nothing can be assigned from it.`,
    failing: `role Stock { durable left: int = 3; }
transaction take() at Stock : int { left := left - 1; }
choreography main(Stock) { Stock.x := perform take(); }`,
    repaired: `role Stock { durable left: int = 3; }
transaction take() at Stock : int {
  left := left - 1;
  result left;
}
choreography main(Stock) { Stock.x := perform take(); }`,
  },
  "contradictory-effect": {
    explanation: `The classes of a transaction contradict each other or what it does. \`pure\`, \`journaled\`, \`idempotent\` and \`raw\` say what a second execution does, and only one of them is true; a \`pure\` transaction writes nothing. A \`compensatable\` one has a \`compensate\`, an \`irrevocable\` one has none.`,
    failing: `role Shop { durable shipped: bool = false; }
irrevocable transaction ship() at Shop {
  shipped := true;
  compensate { shipped := false; }
}
choreography main(Shop) { perform Shop.ship(); }`,
    repaired: `role Shop { durable shipped: bool = false; }
irrevocable transaction ship() at Shop { shipped := true; }
choreography main(Shop) { perform Shop.ship(); }`,
  },
  "compensation-may-abort": {
    explanation: `A compensation undoes what was committed, and is retried until it is done: nobody could compensate for a compensation that fails. It has no requirements, does not abort, and performs nothing. Where there is nothing to undo it does nothing, by \`if\`.`,
    failing: `role Stock { durable left: int = 3; }
transaction take() at Stock {
  left := left - 1;
  compensate {
    requires left < 3 else abort;
    left := left + 1;
  }
}
choreography main(Stock) { perform Stock.take(); }`,
    repaired: `role Stock { durable left: int = 3; }
transaction take() at Stock {
  left := left - 1;
  compensate {
    if left < 3 { left := left + 1; }
  }
}
choreography main(Stock) { perform Stock.take(); }`,
  },
  "abort-outside-saga": {
    explanation: `A transaction with a requirement may abort, and \`abort A;\` does: what was performed before has to be compensated, which a saga says how to do. Both stand in \`saga { … }\`. What stands behind its \`else\` runs when that is over, so it cannot abort the saga again.`,
    failing: `role Stock { durable left: int = 3; }
transaction take() at Stock {
  requires left > 0 else abort;
  left := left - 1;
}
choreography main(Stock) { perform Stock.take(); }`,
    repaired: `role Stock { durable left: int = 3; }
transaction take() at Stock {
  requires left > 0 else abort;
  left := left - 1;
}
choreography main(Stock) { saga { perform Stock.take(); } }`,
  },
  "nested-saga": {
    explanation: `A saga ends with everything committed or everything compensated. What an inner saga committed would have to be compensated by the outer one, as one transaction; that is not built. Write one saga.`,
    failing: `role Stock { durable left: int = 3; }
transaction take() at Stock { left := left - 1; }
choreography main(Stock) { saga { saga { perform Stock.take(); } } }`,
    repaired: `role Stock { durable left: int = 3; }
transaction take() at Stock { left := left - 1; }
choreography main(Stock) { saga { perform Stock.take(); } }`,
  },
  "chance-in-expression": {
    explanation: `\`uuid()\`, \`now()\` and \`random()\` have another value each time. Expressions are pure: what has been read from chance is a variable. So a source of chance stands alone behind \`:=\`, or behind \`journal\` there, where a replay sees the value of the first run.`,
    failing: `role Client, Server;
choreography main(Client, Server) { Client.uuid() -> Server.order; }`,
    repaired: `role Client, Server;
choreography main(Client, Server) {
  Client.order := journal uuid();
  Client.order -> Server.order;
}`,
  },
  "unknown-setting": {
    explanation: `A runtime has a setting or a value that does not exist. docs/language.md lists the switches; the first value of each is that of the sound machine, from which \`as-implemented\` differs.`,
    failing: `role A;
runtime replay { journals off; }
choreography main(A) {}`,
    repaired: `role A;
runtime replay { journal off; }
choreography main(A) {}`,
  },
  "duplicate-setting": {
    explanation: `A runtime sets each switch once.`,
    failing: `role A;
runtime replay { journal on; journal off; }
choreography main(A) {}`,
    repaired: `role A;
runtime replay { journal off; }
choreography main(A) {}`,
  },
  "duplicate-runtime": {
    explanation: `A file asks for one runtime. What is expected on another one stands in a file of its own, which may import this one.`,
    failing: `role A;
runtime replay { journal off; }
runtime replay as-implemented;
choreography main(A) {}`,
    repaired: `role A;
runtime replay as-implemented { journal off; }
choreography main(A) {}`,
  },
  "unbounded-crashes": {
    explanation: `What is promised of a machine that recovers holds of runs in which crashes come to an end: a role that crashes again and again, each time before it has done anything, never gets anywhere. Say how often it crashes: \`crash A at most 2;\`. So do properties of whole runs of choreographies with transactions.`,
    failing: `role A { durable x: int = 0; }
transaction mark() at A { x := 1; }
faults Crashes { crash A; }
choreography main(A) { perform A.mark(); }
expect main under Crashes : recovers = unknown;`,
    repaired: `role A { durable x: int = 0; }
transaction mark() at A { x := 1; }
faults Crashes { crash A at most 2; }
choreography main(A) { perform A.mark(); }
expect main under Crashes : recovers = unknown;`,
  },
};
