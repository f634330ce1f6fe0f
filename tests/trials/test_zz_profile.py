import cProfile, pstats, pytest, time
from django.db import connection
from tests.trials.test_real_records import FILES, sync, real
@pytest.mark.django_db
def test_p(real):
    t=time.time()
    with cProfile.Profile() as p: sync(real)
    print("SYNC", time.time()-t)
    pstats.Stats(p).sort_stats("cumtime").print_stats(45)
