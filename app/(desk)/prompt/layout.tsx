import { NuqsAdapter } from 'nuqs/adapters/next/app'

/** Filters, tabs and open sheets are in the URL. */
export default function MatrixLayout({ children }: LayoutProps<'/prompt'>) {
  return <NuqsAdapter>{children}</NuqsAdapter>
}
