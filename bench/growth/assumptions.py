"""What a weekday evening is taken to be. Nobody has measured any of this yet: each is a number to argue about.

Only what the processes of one institute hold while nobody is there was measured (docs/growth.md).
"""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Evening:
    """Of one institute, from five to eleven. Each of those in `DOUBLED` may be doubled to see what it does."""

    clients: float = 60
    share_of_clients: float = 0.25  # who open it that evening
    visits: float = 1.3  # of such a client
    pages_a_visit: float = 9
    therapists: float = 4
    share_of_therapists: float = 0.3  # who write or read in the evening
    pages_a_therapist: float = 20
    boards: float = 0.05  # held that evening
    commands_a_board: float = 900  # 75 minutes, twelve a minute
    share_in_busiest_hour: float = 0.35
    read_s: float = 8.0  # median between two pages of one visit; spreads them, adds none
    machine_cores: int = 2
    machine_gb: float = 8.0
    own_processes_mb: float = 226.0  # a parent, one worker, one housekeeper

    @property
    def client_pages(self) -> float:
        """In the busiest hour, as all below."""
        return self.share_in_busiest_hour * self.clients * self.share_of_clients * self.visits * self.pages_a_visit

    @property
    def client_visits(self) -> float:
        return self.client_pages / self.pages_a_visit

    @property
    def therapist_pages(self) -> float:
        return self.share_in_busiest_hour * self.therapists * self.share_of_therapists * self.pages_a_therapist

    @property
    def commands(self) -> float:
        return self.share_in_busiest_hour * self.boards * self.commands_a_board

    def count_machines_by_memory(self, institutes: int) -> int:
        """Where each institute has processes of its own, as it has today."""
        return math.ceil(institutes * self.own_processes_mb / (1024 * self.machine_gb))


DOUBLED = (
    "clients",
    "share_of_clients",
    "visits",
    "pages_a_visit",
    "therapists",
    "share_of_therapists",
    "pages_a_therapist",
    "boards",
    "commands_a_board",
    "share_in_busiest_hour",
    "read_s",
)
