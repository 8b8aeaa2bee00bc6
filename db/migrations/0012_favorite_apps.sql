CREATE TABLE "staff_favorites" (
	"staff_id" uuid NOT NULL,
	"app_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "staff_favorites_staff_id_app_id_pk" PRIMARY KEY("staff_id","app_id")
);
--> statement-breakpoint
ALTER TABLE "staff_favorites" ADD CONSTRAINT "staff_favorites_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_favorites" ADD CONSTRAINT "staff_favorites_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "staff_favorites_app_idx" ON "staff_favorites" USING btree ("app_id");