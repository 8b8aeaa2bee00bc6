import { PageHeader } from '@/components/ui/page-header'

export default function TeamPage() {
  return <PageHeader title="Team" />
}
