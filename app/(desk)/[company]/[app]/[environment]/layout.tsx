import { NuqsAdapter } from 'nuqs/adapters/next/app'

/** Filters, tabs and open sheets are in the URL. */
export default function EnvironmentLayout({ children }: LayoutProps<'/[company]/[app]/[environment]'>) {
  return <NuqsAdapter>{children}</NuqsAdapter>
}
