import { DeadEnd } from '@/components/desk/dead-end'

export default function DeskNotFound() {
  return (
    <DeadEnd tab="Page not found" heading="Page not found">
      This page doesn’t exist, was deleted, or belongs to a company you don’t have access to. Ask an admin for access.
    </DeadEnd>
  )
}
