ALTER TABLE "prompt_configurations" ADD COLUMN "managed_repository" text;--> statement-breakpoint
ALTER TABLE "prompt_configurations" ADD COLUMN "managed_file" text;--> statement-breakpoint
ALTER TABLE "prompt_configurations" ADD COLUMN "managed_revision" integer;