import type { Page } from '../../text/page';
import type { RehearsalReport } from '../report';

/** Turns a rehearsal into a document, its last line break included. Formats for programs have no use for the page. */
export type RehearsalFormat = (report: RehearsalReport, page: Page) => string;
