import { type ChildProcess, fork } from 'node:child_process';
import { inRepository } from '../../test/support/repository.js';

export interface Question {
  /** A digest of what the row gives; to warm it up; or one sample, in nanoseconds for each call. */
  readonly ask: 'digest' | 'prepare' | 'sample';
  readonly row: string;
  /** Milliseconds that a sample may take. */
  readonly budget: number;
}

export interface Answer {
  readonly value: string | number;
}

/** What a variant sends when it is ready: the names of its rows. */
export interface Ready {
  readonly rows: readonly string[];
}

/** A variant of the benchmark in a process of its own. */
export class Child {
  readonly #process: ChildProcess;
  #rows: readonly string[] = [];

  /** @param file what the variant runs; `node` the program that runs it */
  static async start(variant: string, file: string, node: string): Promise<Child> {
    const child = new Child(variant, file, node);
    child.#rows = (await child.#next<Ready>()).rows;
    return child;
  }

  private constructor(variant: string, file: string, node: string) {
    const entry = inRepository('bench', 'echo', 'variant.ts');
    this.#process = fork(inRepository('scripts', 'run-ts.mjs'), [entry, variant, file], { execPath: node });
  }

  get rows(): readonly string[] {
    return this.#rows;
  }

  async ask(question: Question): Promise<string | number> {
    this.#process.send(question);
    return (await this.#next<Answer>()).value;
  }

  stop(): void {
    this.#process.kill();
  }

  #next<T>(): Promise<T> {
    return new Promise((done, fail) => {
      const ended = (code: number | null): void => fail(new Error(`a variant ended with ${code}`));
      this.#process.once('exit', ended);
      this.#process.once('message', (answer: T) => {
        this.#process.off('exit', ended);
        done(answer);
      });
    });
  }
}
