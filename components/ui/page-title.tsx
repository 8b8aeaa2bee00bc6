/**
 * The title of the browser tab. It is part of the page, so that both change together: a title from Next.js metadata
 * streams in separately, which leaves the tab without a title meanwhile. Screen readers announce it after each
 * navigation.
 */
export const PageTitle = ({ children }: { children: string }) => <title>{`${children} · Pushdesk`}</title>
