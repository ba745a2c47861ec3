import { workerData } from 'node:worker_threads';
import { UnsoundInputError } from '../domain/assignment/input/input-fault.ts';
import { proposePeople } from '../domain/rebalance/propose-people.ts';
import { answerQuestions } from './answer-questions.ts';
import type { PeopleOutcome, PeopleTask } from './write-people.ts';

/** Who should hold which territory, or what of the data nobody could place people by. */
function answer({ snapshot, question, skills, traits }: PeopleTask): PeopleOutcome {
  try {
    return { answer: proposePeople(snapshot, question, skills, traits), unsound: null };
  } catch (error) {
    if (!(error instanceof UnsoundInputError)) throw error;
    return { answer: null, unsound: error.message };
  }
}

answerQuestions(() => ({ value: answer(workerData as PeopleTask) }));
