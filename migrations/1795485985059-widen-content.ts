import { MigrationInterface, QueryRunner } from 'typeorm';

export class WidenContent1795485985059 implements MigrationInterface {
  name = 'WidenContent1795485985059';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            CREATE TABLE \`preview_tokens\` (
                \`id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`token_hash\` char(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`document_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`created_by\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`created_at\` datetime(3) NOT NULL,
                \`expires_at\` datetime(3) NOT NULL,
                INDEX \`preview_tokens_expiry\` (\`expires_at\`),
                INDEX \`preview_tokens_document\` (\`document_id\`, \`created_at\`),
                UNIQUE INDEX \`IDX_56c1984a52df3f9534dfd3e1dd\` (\`token_hash\`),
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`revisions\` (
                \`document_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`number\` int NOT NULL,
                \`first_number\` int NOT NULL,
                \`type\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`action\` varchar(10) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`snapshot\` longtext NOT NULL,
                \`changed_fields\` text NOT NULL,
                \`author\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`note\` varchar(500) NULL,
                \`created_at\` datetime(3) NOT NULL,
                \`saved_at\` datetime(3) NOT NULL,
                \`published_at\` datetime(3) NULL,
                INDEX \`idx_revisions_created\` (\`created_at\`),
                PRIMARY KEY (\`document_id\`, \`number\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`event_sequence\` (
                \`id\` tinyint NOT NULL,
                \`last\` bigint NOT NULL DEFAULT '0',
                \`pruned\` bigint NOT NULL DEFAULT '0',
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`search_entries\` (
                \`document_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`locale\` varchar(35) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`draft\` tinyint NOT NULL,
                \`type\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`live_at\` datetime(3) NULL,
                \`text\` longtext CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                FULLTEXT INDEX \`ft_search_entries_text\` (\`text\`),
                PRIMARY KEY (\`document_id\`, \`locale\`, \`draft\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`author_drafts\` (
                \`id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`slug\` varchar(200) COLLATE "utf8mb4_bin" NOT NULL,
                \`state\` varchar(10) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`revision\` int NOT NULL DEFAULT '1',
                \`latest_revision\` int NOT NULL DEFAULT '1',
                \`created_at\` datetime(3) NOT NULL,
                \`updated_at\` datetime(3) NOT NULL,
                \`published_at\` datetime(3) NULL,
                \`publish_at\` datetime(3) NULL,
                \`unpublish_at\` datetime(3) NULL,
                \`live_at\` datetime(3) NULL,
                \`trashed_at\` datetime(3) NULL,
                \`created_by\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`name\` varchar(250) NOT NULL,
                \`bio\` mediumtext NULL,
                \`email\` varchar(254) NULL,
                \`website\` text NULL,
                INDEX \`idx_author_drafts_name\` (\`name\`, \`id\`),
                INDEX \`idx_author_drafts_slug\` (\`slug\`),
                INDEX \`idx_author_drafts_live\` (\`live_at\`, \`id\`),
                INDEX \`idx_author_drafts_updated\` (\`updated_at\`, \`id\`),
                INDEX \`idx_author_drafts_publish\` (\`publish_at\`),
                INDEX \`idx_author_drafts_unpublish\` (\`unpublish_at\`),
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`author_translations\` (
                \`document_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`locale\` varchar(35) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`slug\` varchar(200) COLLATE "utf8mb4_bin" NOT NULL,
                \`bio\` mediumtext NULL,
                \`live_at\` datetime(3) NULL,
                UNIQUE INDEX \`idx_author_translations_slug\` (\`locale\`, \`slug\`),
                PRIMARY KEY (\`document_id\`, \`locale\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`author_draft_translations\` (
                \`document_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`locale\` varchar(35) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`slug\` varchar(200) COLLATE "utf8mb4_bin" NOT NULL,
                \`bio\` mediumtext NULL,
                \`live_at\` datetime(3) NULL,
                INDEX \`idx_author_draft_translations_slug\` (\`locale\`, \`slug\`),
                PRIMARY KEY (\`document_id\`, \`locale\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`category_drafts\` (
                \`id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`slug\` varchar(200) COLLATE "utf8mb4_bin" NOT NULL,
                \`state\` varchar(10) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`revision\` int NOT NULL DEFAULT '1',
                \`latest_revision\` int NOT NULL DEFAULT '1',
                \`created_at\` datetime(3) NOT NULL,
                \`updated_at\` datetime(3) NOT NULL,
                \`published_at\` datetime(3) NULL,
                \`publish_at\` datetime(3) NULL,
                \`unpublish_at\` datetime(3) NULL,
                \`live_at\` datetime(3) NULL,
                \`trashed_at\` datetime(3) NULL,
                \`created_by\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`name\` varchar(250) NOT NULL,
                \`description\` mediumtext NULL,
                \`position\` int NOT NULL DEFAULT '0',
                \`path\` varchar(700) COLLATE "utf8mb4_bin" NOT NULL,
                \`parent_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                INDEX \`idx_category_drafts_name\` (\`name\`, \`id\`),
                INDEX \`idx_category_drafts_parent_live\` (\`parent_id\`, \`live_at\`, \`id\`),
                INDEX \`idx_category_drafts_path\` (\`path\`),
                INDEX \`idx_category_drafts_siblings\` (\`parent_id\`, \`position\`, \`id\`),
                INDEX \`idx_category_drafts_slug\` (\`slug\`),
                INDEX \`idx_category_drafts_live\` (\`live_at\`, \`id\`),
                INDEX \`idx_category_drafts_updated\` (\`updated_at\`, \`id\`),
                INDEX \`idx_category_drafts_publish\` (\`publish_at\`),
                INDEX \`idx_category_drafts_unpublish\` (\`unpublish_at\`),
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`category_translations\` (
                \`document_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`locale\` varchar(35) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`slug\` varchar(200) COLLATE "utf8mb4_bin" NOT NULL,
                \`name\` varchar(250) NOT NULL,
                \`description\` mediumtext NULL,
                \`live_at\` datetime(3) NULL,
                INDEX \`idx_category_translations_name\` (\`locale\`, \`name\`, \`document_id\`),
                UNIQUE INDEX \`idx_category_translations_slug\` (\`locale\`, \`slug\`),
                PRIMARY KEY (\`document_id\`, \`locale\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`category_draft_translations\` (
                \`document_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`locale\` varchar(35) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`slug\` varchar(200) COLLATE "utf8mb4_bin" NOT NULL,
                \`name\` varchar(250) NOT NULL,
                \`description\` mediumtext NULL,
                \`live_at\` datetime(3) NULL,
                INDEX \`idx_category_draft_translations_name\` (\`locale\`, \`name\`, \`document_id\`),
                INDEX \`idx_category_draft_translations_slug\` (\`locale\`, \`slug\`),
                PRIMARY KEY (\`document_id\`, \`locale\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`tag_drafts\` (
                \`id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`slug\` varchar(200) COLLATE "utf8mb4_bin" NOT NULL,
                \`state\` varchar(10) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`revision\` int NOT NULL DEFAULT '1',
                \`latest_revision\` int NOT NULL DEFAULT '1',
                \`created_at\` datetime(3) NOT NULL,
                \`updated_at\` datetime(3) NOT NULL,
                \`published_at\` datetime(3) NULL,
                \`publish_at\` datetime(3) NULL,
                \`unpublish_at\` datetime(3) NULL,
                \`live_at\` datetime(3) NULL,
                \`trashed_at\` datetime(3) NULL,
                \`created_by\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`name\` varchar(250) NOT NULL,
                \`description\` mediumtext NULL,
                INDEX \`idx_tag_drafts_name\` (\`name\`, \`id\`),
                INDEX \`idx_tag_drafts_slug\` (\`slug\`),
                INDEX \`idx_tag_drafts_live\` (\`live_at\`, \`id\`),
                INDEX \`idx_tag_drafts_updated\` (\`updated_at\`, \`id\`),
                INDEX \`idx_tag_drafts_publish\` (\`publish_at\`),
                INDEX \`idx_tag_drafts_unpublish\` (\`unpublish_at\`),
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`tag_translations\` (
                \`document_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`locale\` varchar(35) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`slug\` varchar(200) COLLATE "utf8mb4_bin" NOT NULL,
                \`name\` varchar(250) NOT NULL,
                \`description\` mediumtext NULL,
                \`live_at\` datetime(3) NULL,
                INDEX \`idx_tag_translations_name\` (\`locale\`, \`name\`, \`document_id\`),
                UNIQUE INDEX \`idx_tag_translations_slug\` (\`locale\`, \`slug\`),
                PRIMARY KEY (\`document_id\`, \`locale\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`tag_draft_translations\` (
                \`document_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`locale\` varchar(35) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`slug\` varchar(200) COLLATE "utf8mb4_bin" NOT NULL,
                \`name\` varchar(250) NOT NULL,
                \`description\` mediumtext NULL,
                \`live_at\` datetime(3) NULL,
                INDEX \`idx_tag_draft_translations_name\` (\`locale\`, \`name\`, \`document_id\`),
                INDEX \`idx_tag_draft_translations_slug\` (\`locale\`, \`slug\`),
                PRIMARY KEY (\`document_id\`, \`locale\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`article_drafts\` (
                \`id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`slug\` varchar(200) COLLATE "utf8mb4_bin" NOT NULL,
                \`state\` varchar(10) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`revision\` int NOT NULL DEFAULT '1',
                \`latest_revision\` int NOT NULL DEFAULT '1',
                \`created_at\` datetime(3) NOT NULL,
                \`updated_at\` datetime(3) NOT NULL,
                \`published_at\` datetime(3) NULL,
                \`publish_at\` datetime(3) NULL,
                \`unpublish_at\` datetime(3) NULL,
                \`live_at\` datetime(3) NULL,
                \`trashed_at\` datetime(3) NULL,
                \`created_by\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`title\` varchar(300) NOT NULL,
                \`excerpt\` mediumtext NULL,
                \`body\` longtext NULL,
                \`pinned\` tinyint NOT NULL DEFAULT 0,
                \`author_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                INDEX \`idx_article_drafts_title\` (\`title\`, \`id\`),
                INDEX \`idx_article_drafts_author_live\` (\`author_id\`, \`live_at\`, \`id\`),
                INDEX \`idx_article_drafts_slug\` (\`slug\`),
                INDEX \`idx_article_drafts_live\` (\`live_at\`, \`id\`),
                INDEX \`idx_article_drafts_updated\` (\`updated_at\`, \`id\`),
                INDEX \`idx_article_drafts_publish\` (\`publish_at\`),
                INDEX \`idx_article_drafts_unpublish\` (\`unpublish_at\`),
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`article_draft_categories\` (
                \`owner_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`target_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`position\` int NOT NULL,
                \`live_at\` datetime(3) NULL,
                INDEX \`idx_article_draft_categories_target\` (\`target_id\`, \`live_at\`, \`owner_id\`),
                PRIMARY KEY (\`owner_id\`, \`target_id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`article_draft_tags\` (
                \`owner_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`target_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`position\` int NOT NULL,
                \`live_at\` datetime(3) NULL,
                INDEX \`idx_article_draft_tags_target\` (\`target_id\`, \`live_at\`, \`owner_id\`),
                PRIMARY KEY (\`owner_id\`, \`target_id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`article_translations\` (
                \`document_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`locale\` varchar(35) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`slug\` varchar(200) COLLATE "utf8mb4_bin" NOT NULL,
                \`title\` varchar(300) NOT NULL,
                \`excerpt\` mediumtext NULL,
                \`body\` longtext NULL,
                \`live_at\` datetime(3) NULL,
                INDEX \`idx_article_translations_title\` (\`locale\`, \`title\`, \`document_id\`),
                UNIQUE INDEX \`idx_article_translations_slug\` (\`locale\`, \`slug\`),
                PRIMARY KEY (\`document_id\`, \`locale\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`article_draft_translations\` (
                \`document_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`locale\` varchar(35) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`slug\` varchar(200) COLLATE "utf8mb4_bin" NOT NULL,
                \`title\` varchar(300) NOT NULL,
                \`excerpt\` mediumtext NULL,
                \`body\` longtext NULL,
                \`live_at\` datetime(3) NULL,
                INDEX \`idx_article_draft_translations_title\` (\`locale\`, \`title\`, \`document_id\`),
                INDEX \`idx_article_draft_translations_slug\` (\`locale\`, \`slug\`),
                PRIMARY KEY (\`document_id\`, \`locale\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`page_drafts\` (
                \`id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`slug\` varchar(200) COLLATE "utf8mb4_bin" NOT NULL,
                \`state\` varchar(10) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`revision\` int NOT NULL DEFAULT '1',
                \`latest_revision\` int NOT NULL DEFAULT '1',
                \`created_at\` datetime(3) NOT NULL,
                \`updated_at\` datetime(3) NOT NULL,
                \`published_at\` datetime(3) NULL,
                \`publish_at\` datetime(3) NULL,
                \`unpublish_at\` datetime(3) NULL,
                \`live_at\` datetime(3) NULL,
                \`trashed_at\` datetime(3) NULL,
                \`created_by\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`title\` varchar(300) NOT NULL,
                \`excerpt\` mediumtext NULL,
                \`body\` longtext NULL,
                \`position\` int NOT NULL DEFAULT '0',
                \`path\` varchar(700) COLLATE "utf8mb4_bin" NOT NULL,
                \`author_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`parent_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                INDEX \`idx_page_drafts_title\` (\`title\`, \`id\`),
                INDEX \`idx_page_drafts_author_live\` (\`author_id\`, \`live_at\`, \`id\`),
                INDEX \`idx_page_drafts_parent_live\` (\`parent_id\`, \`live_at\`, \`id\`),
                INDEX \`idx_page_drafts_path\` (\`path\`),
                INDEX \`idx_page_drafts_siblings\` (\`parent_id\`, \`position\`, \`id\`),
                INDEX \`idx_page_drafts_slug\` (\`slug\`),
                INDEX \`idx_page_drafts_live\` (\`live_at\`, \`id\`),
                INDEX \`idx_page_drafts_updated\` (\`updated_at\`, \`id\`),
                INDEX \`idx_page_drafts_publish\` (\`publish_at\`),
                INDEX \`idx_page_drafts_unpublish\` (\`unpublish_at\`),
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`page_translations\` (
                \`document_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`locale\` varchar(35) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`slug\` varchar(200) COLLATE "utf8mb4_bin" NOT NULL,
                \`title\` varchar(300) NOT NULL,
                \`excerpt\` mediumtext NULL,
                \`body\` longtext NULL,
                \`live_at\` datetime(3) NULL,
                INDEX \`idx_page_translations_title\` (\`locale\`, \`title\`, \`document_id\`),
                UNIQUE INDEX \`idx_page_translations_slug\` (\`locale\`, \`slug\`),
                PRIMARY KEY (\`document_id\`, \`locale\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`page_draft_translations\` (
                \`document_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`locale\` varchar(35) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`slug\` varchar(200) COLLATE "utf8mb4_bin" NOT NULL,
                \`title\` varchar(300) NOT NULL,
                \`excerpt\` mediumtext NULL,
                \`body\` longtext NULL,
                \`live_at\` datetime(3) NULL,
                INDEX \`idx_page_draft_translations_title\` (\`locale\`, \`title\`, \`document_id\`),
                INDEX \`idx_page_draft_translations_slug\` (\`locale\`, \`slug\`),
                PRIMARY KEY (\`document_id\`, \`locale\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            ALTER TABLE \`events\`
            ADD \`seq\` bigint NULL
        `);
    await queryRunner.query(`
            ALTER TABLE \`events\`
            ADD \`type\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL
        `);
    await queryRunner.query(`
            ALTER TABLE \`events\`
            ADD \`document_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL
        `);
    await queryRunner.query(`
            ALTER TABLE \`events\`
            ADD \`live\` tinyint NOT NULL DEFAULT 0
        `);
    await queryRunner.query(`
            ALTER TABLE \`idempotency_keys\`
            ADD \`outcome\` text NULL
        `);
    await queryRunner.query(`
            ALTER TABLE \`authors\`
            ADD \`latest_revision\` int NOT NULL DEFAULT '1'
        `);
    await queryRunner.query(`
            ALTER TABLE \`authors\`
            ADD \`unpublish_at\` datetime(3) NULL
        `);
    await queryRunner.query(`
            ALTER TABLE \`authors\`
            ADD \`trashed_at\` datetime(3) NULL
        `);
    await queryRunner.query(`
            ALTER TABLE \`authors\`
            ADD \`created_by\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL
        `);
    await queryRunner.query(`
            ALTER TABLE \`categories\`
            ADD \`latest_revision\` int NOT NULL DEFAULT '1'
        `);
    await queryRunner.query(`
            ALTER TABLE \`categories\`
            ADD \`unpublish_at\` datetime(3) NULL
        `);
    await queryRunner.query(`
            ALTER TABLE \`categories\`
            ADD \`trashed_at\` datetime(3) NULL
        `);
    await queryRunner.query(`
            ALTER TABLE \`categories\`
            ADD \`created_by\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL
        `);
    await queryRunner.query(`
            ALTER TABLE \`tags\`
            ADD \`latest_revision\` int NOT NULL DEFAULT '1'
        `);
    await queryRunner.query(`
            ALTER TABLE \`tags\`
            ADD \`unpublish_at\` datetime(3) NULL
        `);
    await queryRunner.query(`
            ALTER TABLE \`tags\`
            ADD \`trashed_at\` datetime(3) NULL
        `);
    await queryRunner.query(`
            ALTER TABLE \`tags\`
            ADD \`created_by\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL
        `);
    await queryRunner.query(`
            ALTER TABLE \`articles\`
            ADD \`latest_revision\` int NOT NULL DEFAULT '1'
        `);
    await queryRunner.query(`
            ALTER TABLE \`articles\`
            ADD \`unpublish_at\` datetime(3) NULL
        `);
    await queryRunner.query(`
            ALTER TABLE \`articles\`
            ADD \`trashed_at\` datetime(3) NULL
        `);
    await queryRunner.query(`
            ALTER TABLE \`articles\`
            ADD \`created_by\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL
        `);
    await queryRunner.query(`
            ALTER TABLE \`pages\`
            ADD \`latest_revision\` int NOT NULL DEFAULT '1'
        `);
    await queryRunner.query(`
            ALTER TABLE \`pages\`
            ADD \`unpublish_at\` datetime(3) NULL
        `);
    await queryRunner.query(`
            ALTER TABLE \`pages\`
            ADD \`trashed_at\` datetime(3) NULL
        `);
    await queryRunner.query(`
            ALTER TABLE \`pages\`
            ADD \`created_by\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL
        `);
    await queryRunner.query(`
            ALTER TABLE \`events\` CHANGE \`at\` \`at\` datetime(6) NOT NULL
        `);
    await queryRunner.query(`
            ALTER TABLE \`idempotency_keys\` CHANGE \`job_public_id\` \`job_public_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL
        `);
    await queryRunner.query(`
            ALTER TABLE \`authors\` MODIFY \`website\` text NULL
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_events_unnumbered\` ON \`events\` (\`seq\`, \`at\`)
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX \`idx_events_seq\` ON \`events\` (\`seq\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_authors_name\` ON \`authors\` (\`name\`, \`id\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_authors_publish\` ON \`authors\` (\`publish_at\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_authors_unpublish\` ON \`authors\` (\`unpublish_at\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_authors_trashed\` ON \`authors\` (\`trashed_at\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_categories_name\` ON \`categories\` (\`name\`, \`id\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_categories_parent_live\` ON \`categories\` (\`parent_id\`, \`live_at\`, \`id\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_categories_siblings\` ON \`categories\` (\`parent_id\`, \`position\`, \`id\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_categories_publish\` ON \`categories\` (\`publish_at\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_categories_unpublish\` ON \`categories\` (\`unpublish_at\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_categories_trashed\` ON \`categories\` (\`trashed_at\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_tags_name\` ON \`tags\` (\`name\`, \`id\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_tags_publish\` ON \`tags\` (\`publish_at\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_tags_unpublish\` ON \`tags\` (\`unpublish_at\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_tags_trashed\` ON \`tags\` (\`trashed_at\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_articles_title\` ON \`articles\` (\`title\`, \`id\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_articles_author_live\` ON \`articles\` (\`author_id\`, \`live_at\`, \`id\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_articles_publish\` ON \`articles\` (\`publish_at\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_articles_unpublish\` ON \`articles\` (\`unpublish_at\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_articles_trashed\` ON \`articles\` (\`trashed_at\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_pages_title\` ON \`pages\` (\`title\`, \`id\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_pages_author_live\` ON \`pages\` (\`author_id\`, \`live_at\`, \`id\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_pages_parent_live\` ON \`pages\` (\`parent_id\`, \`live_at\`, \`id\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_pages_siblings\` ON \`pages\` (\`parent_id\`, \`position\`, \`id\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_pages_publish\` ON \`pages\` (\`publish_at\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_pages_unpublish\` ON \`pages\` (\`unpublish_at\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_pages_trashed\` ON \`pages\` (\`trashed_at\`)
        `);
    await queryRunner.query(`
            ALTER TABLE \`author_drafts\`
            ADD CONSTRAINT \`FK_a642cd78fd5c6077d398749f74b\` FOREIGN KEY (\`id\`) REFERENCES \`authors\`(\`id\`) ON DELETE CASCADE ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`author_translations\`
            ADD CONSTRAINT \`FK_d351cc790c19e6f2317808dd599\` FOREIGN KEY (\`document_id\`) REFERENCES \`authors\`(\`id\`) ON DELETE CASCADE ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`author_draft_translations\`
            ADD CONSTRAINT \`FK_2a45794e6fefc0dda5636995efd\` FOREIGN KEY (\`document_id\`) REFERENCES \`author_drafts\`(\`id\`) ON DELETE CASCADE ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`category_drafts\`
            ADD CONSTRAINT \`FK_dd2147001a4ffc0e32e665ee578\` FOREIGN KEY (\`parent_id\`) REFERENCES \`categories\`(\`id\`) ON DELETE RESTRICT ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`category_drafts\`
            ADD CONSTRAINT \`FK_2361d383cbb8a8ae8610e74d2b5\` FOREIGN KEY (\`id\`) REFERENCES \`categories\`(\`id\`) ON DELETE CASCADE ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`category_translations\`
            ADD CONSTRAINT \`FK_a93800c153c4c2643e27e0e8169\` FOREIGN KEY (\`document_id\`) REFERENCES \`categories\`(\`id\`) ON DELETE CASCADE ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`category_draft_translations\`
            ADD CONSTRAINT \`FK_c671e3e6825405a18dd63d2b351\` FOREIGN KEY (\`document_id\`) REFERENCES \`category_drafts\`(\`id\`) ON DELETE CASCADE ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`tag_drafts\`
            ADD CONSTRAINT \`FK_91f988a7925f98eaea231abe110\` FOREIGN KEY (\`id\`) REFERENCES \`tags\`(\`id\`) ON DELETE CASCADE ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`tag_translations\`
            ADD CONSTRAINT \`FK_0404bd4dde1b1aebe4fb35657b6\` FOREIGN KEY (\`document_id\`) REFERENCES \`tags\`(\`id\`) ON DELETE CASCADE ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`tag_draft_translations\`
            ADD CONSTRAINT \`FK_0cec0206b55571efb89986a3782\` FOREIGN KEY (\`document_id\`) REFERENCES \`tag_drafts\`(\`id\`) ON DELETE CASCADE ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_drafts\`
            ADD CONSTRAINT \`FK_4835c6a84c986f015a3e3c93d98\` FOREIGN KEY (\`author_id\`) REFERENCES \`authors\`(\`id\`) ON DELETE RESTRICT ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_drafts\`
            ADD CONSTRAINT \`FK_9b0b7b20559fd7c0b360c4f30e3\` FOREIGN KEY (\`id\`) REFERENCES \`articles\`(\`id\`) ON DELETE CASCADE ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_draft_categories\`
            ADD CONSTRAINT \`FK_5d97e37d750d1e5ed6af23f4ced\` FOREIGN KEY (\`owner_id\`) REFERENCES \`article_drafts\`(\`id\`) ON DELETE CASCADE ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_draft_categories\`
            ADD CONSTRAINT \`FK_b0bbece6ee963fac08afba7f513\` FOREIGN KEY (\`target_id\`) REFERENCES \`categories\`(\`id\`) ON DELETE RESTRICT ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_draft_tags\`
            ADD CONSTRAINT \`FK_42d8b94b5d6b418d442c7924b42\` FOREIGN KEY (\`owner_id\`) REFERENCES \`article_drafts\`(\`id\`) ON DELETE CASCADE ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_draft_tags\`
            ADD CONSTRAINT \`FK_84be374df69b2c55a10fbdb5469\` FOREIGN KEY (\`target_id\`) REFERENCES \`tags\`(\`id\`) ON DELETE RESTRICT ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_translations\`
            ADD CONSTRAINT \`FK_50704e7b4754dad41564ed950fc\` FOREIGN KEY (\`document_id\`) REFERENCES \`articles\`(\`id\`) ON DELETE CASCADE ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_draft_translations\`
            ADD CONSTRAINT \`FK_7f1daa6ef5eae2be356e3595579\` FOREIGN KEY (\`document_id\`) REFERENCES \`article_drafts\`(\`id\`) ON DELETE CASCADE ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`page_drafts\`
            ADD CONSTRAINT \`FK_2cc57f2ec629ef0ae1c3fd70d4b\` FOREIGN KEY (\`author_id\`) REFERENCES \`authors\`(\`id\`) ON DELETE RESTRICT ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`page_drafts\`
            ADD CONSTRAINT \`FK_c36616f93b4a42645b1109b44e5\` FOREIGN KEY (\`parent_id\`) REFERENCES \`pages\`(\`id\`) ON DELETE RESTRICT ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`page_drafts\`
            ADD CONSTRAINT \`FK_3302f2dc7d08848e685e01cb5ec\` FOREIGN KEY (\`id\`) REFERENCES \`pages\`(\`id\`) ON DELETE CASCADE ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`page_translations\`
            ADD CONSTRAINT \`FK_6f7e54204a16cc9e3e876db30e3\` FOREIGN KEY (\`document_id\`) REFERENCES \`pages\`(\`id\`) ON DELETE CASCADE ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`page_draft_translations\`
            ADD CONSTRAINT \`FK_d7f703699f2ce54764df6198a5c\` FOREIGN KEY (\`document_id\`) REFERENCES \`page_drafts\`(\`id\`) ON DELETE CASCADE ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_author_name\` ON \`authors\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_authors_due\` ON \`authors\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_category_name\` ON \`categories\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_category_parent_live\` ON \`categories\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_categories_due\` ON \`categories\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_tag_name\` ON \`tags\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_tags_due\` ON \`tags\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_article_title\` ON \`articles\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_article_author_live\` ON \`articles\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_articles_due\` ON \`articles\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_page_title\` ON \`pages\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_page_author_live\` ON \`pages\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_page_parent_live\` ON \`pages\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_pages_due\` ON \`pages\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`articles\` MODIFY \`body\` longtext NULL
        `);
    await queryRunner.query(`
            ALTER TABLE \`pages\` MODIFY \`body\` longtext NULL
        `);
    await queryRunner.query(`
            UPDATE \`articles\` SET \`latest_revision\` = \`revision\`
        `);
    await queryRunner.query(`
            UPDATE \`pages\` SET \`latest_revision\` = \`revision\`
        `);
    await queryRunner.query(`
            UPDATE \`authors\` SET \`latest_revision\` = \`revision\`
        `);
    await queryRunner.query(`
            UPDATE \`categories\` SET \`latest_revision\` = \`revision\`
        `);
    await queryRunner.query(`
            UPDATE \`tags\` SET \`latest_revision\` = \`revision\`
        `);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            ALTER TABLE \`page_draft_translations\` DROP FOREIGN KEY \`FK_d7f703699f2ce54764df6198a5c\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`page_translations\` DROP FOREIGN KEY \`FK_6f7e54204a16cc9e3e876db30e3\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`page_drafts\` DROP FOREIGN KEY \`FK_3302f2dc7d08848e685e01cb5ec\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`page_drafts\` DROP FOREIGN KEY \`FK_c36616f93b4a42645b1109b44e5\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`page_drafts\` DROP FOREIGN KEY \`FK_2cc57f2ec629ef0ae1c3fd70d4b\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_draft_translations\` DROP FOREIGN KEY \`FK_7f1daa6ef5eae2be356e3595579\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_translations\` DROP FOREIGN KEY \`FK_50704e7b4754dad41564ed950fc\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_draft_tags\` DROP FOREIGN KEY \`FK_84be374df69b2c55a10fbdb5469\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_draft_tags\` DROP FOREIGN KEY \`FK_42d8b94b5d6b418d442c7924b42\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_draft_categories\` DROP FOREIGN KEY \`FK_b0bbece6ee963fac08afba7f513\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_draft_categories\` DROP FOREIGN KEY \`FK_5d97e37d750d1e5ed6af23f4ced\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_drafts\` DROP FOREIGN KEY \`FK_9b0b7b20559fd7c0b360c4f30e3\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_drafts\` DROP FOREIGN KEY \`FK_4835c6a84c986f015a3e3c93d98\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`tag_draft_translations\` DROP FOREIGN KEY \`FK_0cec0206b55571efb89986a3782\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`tag_translations\` DROP FOREIGN KEY \`FK_0404bd4dde1b1aebe4fb35657b6\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`tag_drafts\` DROP FOREIGN KEY \`FK_91f988a7925f98eaea231abe110\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`category_draft_translations\` DROP FOREIGN KEY \`FK_c671e3e6825405a18dd63d2b351\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`category_translations\` DROP FOREIGN KEY \`FK_a93800c153c4c2643e27e0e8169\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`category_drafts\` DROP FOREIGN KEY \`FK_2361d383cbb8a8ae8610e74d2b5\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`category_drafts\` DROP FOREIGN KEY \`FK_dd2147001a4ffc0e32e665ee578\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`author_draft_translations\` DROP FOREIGN KEY \`FK_2a45794e6fefc0dda5636995efd\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`author_translations\` DROP FOREIGN KEY \`FK_d351cc790c19e6f2317808dd599\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`author_drafts\` DROP FOREIGN KEY \`FK_a642cd78fd5c6077d398749f74b\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`authors\` MODIFY \`website\` varchar(2000) NULL
        `);
    await queryRunner.query(`
            ALTER TABLE \`idempotency_keys\` CHANGE \`job_public_id\` \`job_public_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL
        `);
    await queryRunner.query(`
            ALTER TABLE \`events\` CHANGE \`at\` \`at\` datetime(3) NOT NULL
        `);
    await queryRunner.query(`
            ALTER TABLE \`pages\` DROP COLUMN \`created_by\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`pages\` DROP COLUMN \`trashed_at\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`pages\` DROP COLUMN \`unpublish_at\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`pages\` DROP COLUMN \`latest_revision\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`articles\` DROP COLUMN \`created_by\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`articles\` DROP COLUMN \`trashed_at\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`articles\` DROP COLUMN \`unpublish_at\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`articles\` DROP COLUMN \`latest_revision\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`tags\` DROP COLUMN \`created_by\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`tags\` DROP COLUMN \`trashed_at\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`tags\` DROP COLUMN \`unpublish_at\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`tags\` DROP COLUMN \`latest_revision\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`categories\` DROP COLUMN \`created_by\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`categories\` DROP COLUMN \`trashed_at\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`categories\` DROP COLUMN \`unpublish_at\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`categories\` DROP COLUMN \`latest_revision\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`authors\` DROP COLUMN \`created_by\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`authors\` DROP COLUMN \`trashed_at\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`authors\` DROP COLUMN \`unpublish_at\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`authors\` DROP COLUMN \`latest_revision\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`idempotency_keys\` DROP COLUMN \`outcome\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`events\` DROP COLUMN \`live\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`events\` DROP COLUMN \`document_id\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`events\` DROP COLUMN \`type\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`events\` DROP COLUMN \`seq\`
        `);
    await queryRunner.query(`
            DROP TABLE \`page_draft_translations\`
        `);
    await queryRunner.query(`
            DROP TABLE \`page_translations\`
        `);
    await queryRunner.query(`
            DROP TABLE \`page_drafts\`
        `);
    await queryRunner.query(`
            DROP TABLE \`article_draft_translations\`
        `);
    await queryRunner.query(`
            DROP TABLE \`article_translations\`
        `);
    await queryRunner.query(`
            DROP TABLE \`article_draft_tags\`
        `);
    await queryRunner.query(`
            DROP TABLE \`article_draft_categories\`
        `);
    await queryRunner.query(`
            DROP TABLE \`article_drafts\`
        `);
    await queryRunner.query(`
            DROP TABLE \`tag_draft_translations\`
        `);
    await queryRunner.query(`
            DROP TABLE \`tag_translations\`
        `);
    await queryRunner.query(`
            DROP TABLE \`tag_drafts\`
        `);
    await queryRunner.query(`
            DROP TABLE \`category_draft_translations\`
        `);
    await queryRunner.query(`
            DROP TABLE \`category_translations\`
        `);
    await queryRunner.query(`
            DROP TABLE \`category_drafts\`
        `);
    await queryRunner.query(`
            DROP TABLE \`author_draft_translations\`
        `);
    await queryRunner.query(`
            DROP TABLE \`author_translations\`
        `);
    await queryRunner.query(`
            DROP TABLE \`author_drafts\`
        `);
    await queryRunner.query(`
            DROP TABLE \`search_entries\`
        `);
    await queryRunner.query(`
            DROP TABLE \`event_sequence\`
        `);
    await queryRunner.query(`
            DROP TABLE \`revisions\`
        `);
    await queryRunner.query(`
            DROP TABLE \`preview_tokens\`
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_pages_due\` ON \`pages\` (\`state\`, \`publish_at\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_page_parent_live\` ON \`pages\` (\`parent_id\`, \`live_at\`, \`id\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_page_author_live\` ON \`pages\` (\`author_id\`, \`live_at\`, \`id\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_page_title\` ON \`pages\` (\`title\`, \`id\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_articles_due\` ON \`articles\` (\`state\`, \`publish_at\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_article_author_live\` ON \`articles\` (\`author_id\`, \`live_at\`, \`id\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_article_title\` ON \`articles\` (\`title\`, \`id\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_tags_due\` ON \`tags\` (\`state\`, \`publish_at\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_tag_name\` ON \`tags\` (\`name\`, \`id\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_categories_due\` ON \`categories\` (\`state\`, \`publish_at\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_category_parent_live\` ON \`categories\` (\`parent_id\`, \`live_at\`, \`id\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_category_name\` ON \`categories\` (\`name\`, \`id\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_authors_due\` ON \`authors\` (\`state\`, \`publish_at\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_author_name\` ON \`authors\` (\`name\`, \`id\`)
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_pages_trashed\` ON \`pages\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_pages_unpublish\` ON \`pages\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_pages_publish\` ON \`pages\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_pages_siblings\` ON \`pages\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_pages_parent_live\` ON \`pages\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_pages_author_live\` ON \`pages\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_pages_title\` ON \`pages\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_articles_trashed\` ON \`articles\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_articles_unpublish\` ON \`articles\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_articles_publish\` ON \`articles\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_articles_author_live\` ON \`articles\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_articles_title\` ON \`articles\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_tags_trashed\` ON \`tags\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_tags_unpublish\` ON \`tags\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_tags_publish\` ON \`tags\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_tags_name\` ON \`tags\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_categories_trashed\` ON \`categories\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_categories_unpublish\` ON \`categories\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_categories_publish\` ON \`categories\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_categories_siblings\` ON \`categories\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_categories_parent_live\` ON \`categories\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_categories_name\` ON \`categories\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_authors_trashed\` ON \`authors\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_authors_unpublish\` ON \`authors\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_authors_publish\` ON \`authors\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_authors_name\` ON \`authors\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_events_seq\` ON \`events\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_events_unnumbered\` ON \`events\`
        `);
  }
}
