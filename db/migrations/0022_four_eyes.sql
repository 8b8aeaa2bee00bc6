ALTER TABLE "prompt_proposals" ALTER COLUMN "company_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "companies" ADD COLUMN "approval_end_asked_by_id" uuid;--> statement-breakpoint
ALTER TABLE "companies" ADD COLUMN "approval_end_asked_by_name" text;--> statement-breakpoint
ALTER TABLE "companies" ADD COLUMN "approval_end_asked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "approvals_held_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "approvals_held_for" text;--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "approvals_held_by" text;