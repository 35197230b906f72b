/** Explanation pages: assumptions of replay and of sagas. */
import type { Explanations } from "./explanation.ts";

export const resilienceExplanations: Explanations = {
  "unjournaled-chance": {
    explanation: `A role that crashes begins again and does once more what it had done. What it was told stands in its queue, and what its transactions answered in its
journal; but what it chose, or read from durable state that has changed since, it chooses and reads anew. If that decides what it sends, which branch it takes, what its
transactions are about or whether it can go on at all (it divides by it), the others see two different runs of it.

Journal the value where it is chosen or read: then a replay finds it. The report shows the way of the value.`,
    failing: `role Client { }
role Shop { }
choreography Order(Client, Shop) {
  Client.id := uuid();
  Client.id -> Shop.order;
}
`,
    repaired: `role Client { }
role Shop { }
choreography Order(Client, Shop) {
  Client.id := journal uuid();
  Client.id -> Shop.order;
}
`,
  },
  "raw-effect": {
    explanation: `What is written to durable state outside of a transaction, or by one that is declared \`raw\`, is written again when its role crashes and begins again: a
customer is charged twice. A journaled transaction writes its effect and its entry in the journal in one step, so that a replay finds that it was done.`,
    failing: `role Client { }
role Bank { durable balance: int = 100; }
choreography Pay(Client, Bank) {
  Client.10 -> Bank.amount;
  Bank.balance := balance - amount;
}
`,
    repaired: `role Client { }
role Bank { durable balance: int = 100; }
transaction charge(amount: int) at Bank { balance := balance - amount; }
choreography Pay(Client, Bank) {
  Client.10 -> Bank.amount;
  perform Bank.charge(amount);
}
`,
  },
  "performed-twice": {
    explanation: `The journal knows a transaction of a session by its name. One that is performed a second time is found in the journal, and does not happen: its effect is
lost. A \`key\` tells the executions apart.`,
    failing: `role Shop { durable stock: int = 5; }
role Client { }
transaction take(n: int) at Shop { stock := stock - n; }
choreography Order(Client, Shop) {
  Client.1 -> Shop.n;
  perform Shop.take(n);
  Client.2 -> Shop.m;
  perform Shop.take(m);
}
`,
    repaired: `role Shop { durable stock: int = 5; }
role Client { }
transaction take(line: int, n: int) at Shop { key line; stock := stock - n; }
choreography Order(Client, Shop) {
  Client.1 -> Shop.n;
  perform Shop.take(1, n);
  Client.2 -> Shop.m;
  perform Shop.take(2, m);
}
`,
  },
  "missing-compensation": {
    explanation: `When a transaction of a session aborts, all that the session has done is compensated. What has no compensation stays done, although the session failed. It is
enough that somebody may still abort. A role knows that a transaction of another role committed when a message tells it, from there or from somebody who knew.`,
    failing: `role Shop { durable stock: int = 5; }
role Bank { durable balance: int = 100; }
transaction take() at Shop { stock := stock - 1; }
transaction charge() at Bank { requires balance >= 10 else abort; balance := balance - 10; }
choreography Order(Shop, Bank) {
  saga {
    perform Shop.take();
    Shop -> Bank : go;
    perform Bank.charge();
    Bank -> Shop : done;
  }
}
`,
    repaired: `role Shop { durable stock: int = 5; }
role Bank { durable balance: int = 100; }
transaction take() at Shop { stock := stock - 1; compensate { stock := stock + 1; } }
transaction charge() at Bank { requires balance >= 10 else abort; balance := balance - 10; }
choreography Order(Shop, Bank) {
  saga {
    perform Shop.take();
    Shop -> Bank : go;
    perform Bank.charge();
    Bank -> Shop : done;
  }
}
`,
  },
  "pivot-rule": {
    explanation: `What cannot be undone, an e-mail or a shipment, is done when nobody can abort any more: first transactions that can be compensated, then at most one that
cannot (the pivot), then only those that cannot abort (Garcia-Molina and Salem, Sagas, 1987; Mehrotra, Rastogi, Silberschatz and Korth, 1992).`,
    failing: `role Mail { durable sent: int = 0; }
role Bank { durable balance: int = 100; }
irrevocable transaction send() at Mail { sent := sent + 1; }
transaction charge() at Bank { requires balance >= 10 else abort; balance := balance - 10; }
choreography Order(Mail, Bank) {
  saga {
    perform Mail.send();
    Mail -> Bank : go;
    perform Bank.charge();
    Bank -> Mail : done;
  }
}
`,
    repaired: `role Mail { durable sent: int = 0; }
role Bank { durable balance: int = 100; }
irrevocable transaction send() at Mail { sent := sent + 1; }
transaction charge() at Bank { requires balance >= 10 else abort; balance := balance - 10; }
choreography Order(Mail, Bank) {
  saga {
    Mail -> Bank : go;
    perform Bank.charge();
    Bank -> Mail : paid;
    perform Mail.send();
  }
}
`,
  },
  "success-unknown": {
    explanation: `A role that did something and ends before it learns that the transactions of the others committed may be told of an abort after its end. The saga is atomic all
the same: the role then compensates what it did. But until then whoever asks it hears that the session is complete, and what it has told its user is taken back. A message from
behind the transaction that may abort, however indirect, lets it end when nothing can be undone any more.`,
    failing: `role Shop { durable stock: int = 5; }
role Bank { durable balance: int = 100; }
transaction take() at Shop { stock := stock - 1; compensate { stock := stock + 1; } }
transaction charge() at Bank { requires balance >= 10 else abort; balance := balance - 10; }
choreography Order(Shop, Bank) {
  saga {
    perform Shop.take();
    Shop -> Bank : go;
    perform Bank.charge();
  }
}
`,
    repaired: `role Shop { durable stock: int = 5; }
role Bank { durable balance: int = 100; }
transaction take() at Shop { stock := stock - 1; compensate { stock := stock + 1; } }
transaction charge() at Bank { requires balance >= 10 else abort; balance := balance - 10; }
choreography Order(Shop, Bank) {
  saga {
    perform Shop.take();
    Shop -> Bank : go;
    perform Bank.charge();
    Bank -> Shop : done;
  }
}
`,
  },
};
