import { NuqsAdapter } from 'nuqs/adapters/next/app'

/** Enables URL state for filters, tabs, and open sheets. */
export default function EnvironmentLayout({ children }: LayoutProps<'/[company]/[app]/[environment]'>) {
  return <NuqsAdapter>{children}</NuqsAdapter>
}
