import { DeadEnd } from '@/components/desk/dead-end'

export default function DeskForbidden() {
  return (
    <DeadEnd tab="No access" heading="You don’t have access to this page">
      Your role doesn’t include it. Ask an admin if you need it for your work.
    </DeadEnd>
  )
}
