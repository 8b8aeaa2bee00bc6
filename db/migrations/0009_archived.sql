ALTER TABLE "apps" ADD COLUMN "archived_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "companies" ADD COLUMN "archived_at" timestamp (3) with time zone;