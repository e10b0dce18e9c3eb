import type { Report } from '../audit/report';
import type { Page } from '../text/page';

/** Turns an audit into a document, its last line break included. Formats for programs have no use for the page. */
export type Format = (report: Report, page: Page) => string;
