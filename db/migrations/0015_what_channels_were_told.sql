ALTER TABLE "incidents" ADD COLUMN "told" text;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "told_affected" integer DEFAULT 0 NOT NULL;