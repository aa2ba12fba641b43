"""When the password was typed last, phones of deleted accounts, and ids that may come home with what names them."""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

OF_ONE_PATIENT = ("photo", "reminder")


def upgrade() -> None:
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.add_column(sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("patient", schema=None) as batch_op:
        batch_op.add_column(sa.Column("main_slot", sa.String(length=36), nullable=True))

    op.create_table(
        "departed",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_departed")),
    )
    op.create_index(op.f("ix_departed_until"), "departed", ["until"], unique=False)

    for table in OF_ONE_PATIENT:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(op.f(f"uq_{table}_public_id"), type_="unique")
            batch_op.create_unique_constraint(
                op.f(f"uq_{table}_patient_id_public_id"), ["patient_id", "public_id"]
            )


def downgrade() -> None:
    """The version before knows each id once: where two patients have one, the first keeps it."""
    for table in OF_ONE_PATIENT:
        _number_anew(table)
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(op.f(f"uq_{table}_patient_id_public_id"), type_="unique")
            batch_op.create_unique_constraint(op.f(f"uq_{table}_public_id"), ["public_id"])

    op.drop_index(op.f("ix_departed_until"), table_name="departed")
    op.drop_table("departed")

    with op.batch_alter_table("patient", schema=None) as batch_op:
        batch_op.drop_column("main_slot")

    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_column("confirmed_at")


def _number_anew(table: str) -> None:
    rows, connection = sa.table(table, sa.column("id"), sa.column("public_id")), op.get_bind()
    first = sa.select(sa.func.min(rows.c.id)).group_by(rows.c.public_id)
    for (id,) in connection.execute(sa.select(rows.c.id).where(rows.c.id.not_in(first))).all():
        connection.execute(sa.update(rows).where(rows.c.id == id).values(public_id=str(uuid.uuid4())))
