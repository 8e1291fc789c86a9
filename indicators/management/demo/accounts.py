"""The accounts of a demonstration: everybody may sign in with what the sign-in page then shows."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.management.demo.world import World
from indicators.models import Region, Role, User
from indicators.services import people

ROLES: dict[str, tuple[Role, ...]] = {
    "leader": (Role.VIEWER,),
    "clerk": (Role.CLERK,),
    "reviewer": (Role.REVIEWER,),
    "reviewer2": (Role.REVIEWER,),
}
SYSTEM = "system.demo"  # hands in for the regions without an account of their own
OWN_CLERKS = 2


@dataclass(frozen=True)
class Staff:
    """Who hands in for which region, and who decides."""

    clerk: User
    clerks: dict[int, User]  # of regions
    system: User
    reviewers: tuple[User, User]

    def clerk_of(self, region: Region) -> User:
        return self.clerk if region.parent_id is None else self.clerks.get(region.pk, self.system)


def ensure_accounts() -> dict[str, User]:
    """The accounts for the whole tree, made where there are none."""
    return {name: people.ensure_demo_user(username=name, roles=roles) for name, roles in ROLES.items()}


def ensure_administrator() -> User:
    """An administrator for anybody: only for a site that is nothing but a demonstration."""
    return people.ensure_demo_user(username="admin", superuser=True)


def ensure_staff(world: World) -> Staff:
    """All who take part in the history; the first regions have clerks of their own."""
    accounts = ensure_accounts()
    own = [r for r in world.regions if any(i.form.is_reported_by(r) for i in world.indicators)][:OWN_CLERKS]
    return Staff(
        clerk=accounts["clerk"],
        clerks={
            region.pk: people.ensure_demo_user(
                username=f"clerk.{region.code.lower()}", roles=[Role.CLERK], regions=[region]
            )
            for region in own
        },
        system=people.ensure_user(username=SYSTEM, roles=[Role.CLERK]),
        reviewers=(accounts["reviewer"], accounts["reviewer2"]),
    )
