/** Where comments may stand in protocols, processes, systems and contexts. */
import type {
  ContextMember,
  Declaration,
  LocalBlock,
  LocalStatement,
  ProcessBlock,
  ProcessStatement,
  ProtocolBlock,
  ProtocolStatement,
  SelectAlternative,
  SystemMember,
  SystemSession,
} from "../syntax/index.ts";
import { attachList, skipInside, type Pending, type Shape } from "./attach-list.ts";

type Spanned = { readonly span: { readonly start: number; readonly end: number } };

const spanned = { start: (item: Spanned): number => item.span.start, end: (item: Spanned): number => item.span.end };

const protocolShape: Shape<ProtocolStatement> = {
  ...spanned,
  inside: (pending, statement, stray) => {
    switch (statement.kind) {
      case "choice":
      case "par":
        for (const branch of statement.branches) attachProtocol(pending, branch, stray);
        return;
      case "rec":
        attachProtocol(pending, statement.body, stray);
        return;
      case "unsupported":
        skipInside(pending, statement.span.end);
        return;
      default:
    }
  },
};

/** Places the comments of the body of a protocol; those before its brace go to `stray`. */
export function attachProtocol(pending: Pending, block: ProtocolBlock, stray: string[]): void {
  attachList(pending, block.statements, protocolShape, block.span.start, block.span.end, block, stray);
}

const processShape: Shape<ProcessStatement> = { ...spanned, inside: insideProcessStatement };

const branchShape: Shape<Extract<ProcessStatement, { kind: "branch" }>["cases"][number]> = {
  start: (item) => (item.from ?? item.label).span.start,
  end: (item) => item.body.span.end,
  inside: (pending, item, stray) => {
    attachProcess(pending, item.body, stray);
  },
};

const alternativeShape: Shape<SelectAlternative> = {
  ...spanned,
  inside: (pending, item, stray) => {
    attachProcess(pending, item.body, stray);
  },
};

const matchShape: Shape<Extract<ProcessStatement, { kind: "match" }>["cases"][number]> = {
  start: (item) => item.pattern.span.start,
  end: (item) => item.body.span.end,
  inside: (pending, item, stray) => {
    attachProcess(pending, item.body, stray);
  },
};

function insideProcessStatement(pending: Pending, statement: ProcessStatement, stray: string[]): void {
  switch (statement.kind) {
    case "branch":
      attachList(pending, statement.cases, branchShape, statement.from?.span.end ?? statement.span.start, statement.span.end, statement, stray);
      return;
    case "select":
      attachList(pending, statement.alternatives, alternativeShape, statement.span.start, statement.span.end, statement, stray);
      return;
    case "match":
      attachList(pending, statement.cases, matchShape, statement.scrutinee.span.end, statement.span.end, statement, stray);
      return;
    case "if": {
      attachProcess(pending, statement.then, stray);
      const otherwise = statement.else;
      if (otherwise === undefined) return;
      const [first] = otherwise.statements;
      if (first !== undefined && first.span.start === otherwise.span.start) insideProcessStatement(pending, first, stray);
      else attachProcess(pending, otherwise, stray);
      return;
    }
    case "choose":
      for (const branch of statement.branches) attachProcess(pending, branch, stray);
      return;
    case "while":
    case "loop":
      attachProcess(pending, statement.body, stray);
      return;
    case "unsupported":
      skipInside(pending, statement.span.end);
      return;
    default:
  }
}

/** Places the comments of the body of a process; those before its brace go to `stray`. */
export function attachProcess(pending: Pending, block: ProcessBlock, stray: string[]): void {
  attachList(pending, block.statements, processShape, block.span.start, block.span.end, block, stray);
}

const itemShape: Shape<SystemMember | SystemSession> = {
  ...spanned,
  inside: (pending, item, stray) => {
    if ("ends" in item) attachList(pending, item.ends, endShape, item.protocol.span.end, item.span.end, item, stray);
  },
};

const endShape: Shape<SystemSession["ends"][number]> = spanned;

/** Places the comments of a system, whose members stand before its sessions. */
export function attachSystem(pending: Pending, system: Extract<Declaration, { kind: "system" }>, stray: string[]): void {
  attachList(pending, [...system.members, ...system.sessions], itemShape, system.name.span.end, system.span.end, system, stray);
}

const localShape: Shape<LocalStatement> = {
  ...spanned,
  inside: (pending, statement, stray) => {
    switch (statement.kind) {
      case "choice":
        for (const branch of statement.branches) attachLocal(pending, branch, stray);
        return;
      case "rec":
        attachLocal(pending, statement.body, stray);
        return;
      case "unsupported":
        skipInside(pending, statement.span.end);
        return;
      default:
    }
  },
};

function attachLocal(pending: Pending, block: LocalBlock, stray: string[]): void {
  attachList(pending, block.statements, localShape, block.span.start, block.span.end, block, stray);
}

const contextMemberShape: Shape<ContextMember> = {
  ...spanned,
  inside: (pending, member, stray) => {
    attachLocal(pending, member.body, stray);
  },
};

/** Places the comments of a fault model. */
export function attachFaults(pending: Pending, faults: Extract<Declaration, { kind: "faults" }>, stray: string[]): void {
  attachList(pending, faults.clauses, spanned, faults.name.span.end, faults.span.end, faults, stray);
}

/** Places the comments of a context. */
export function attachContext(pending: Pending, context: Extract<Declaration, { kind: "context" }>, stray: string[]): void {
  attachList(pending, context.members, contextMemberShape, context.name.span.end, context.span.end, context, stray);
}
