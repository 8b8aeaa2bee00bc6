/**
 * The title of the browser's tab. It is part of the page, so that it changes with the page: a title from Next.js's metadata
 * streams in on its own, and leaves the tab without one meanwhile. A screen reader announces it after each move.
 */
export const PageTitle = ({ children }: { children: string }) => <title>{`${children} · Pushdesk`}</title>
