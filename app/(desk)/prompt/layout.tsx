import { NuqsAdapter } from 'nuqs/adapters/next/app'

/** Enables URL state for filters, tabs, and open sheets. */
export default function MatrixLayout({ children }: LayoutProps<'/prompt'>) {
  return <NuqsAdapter>{children}</NuqsAdapter>
}
