"""Files of one's own numbers: loans, returns, forecasts and withdrawals, worked out by florin numerics and held to florin bench."""
import math

import scenario


def _series(home):
    rows = ["%.4f" % (200 + 2 * i + 25 * math.sin(i * math.pi / 6)) for i in range(72)]
    return home.file("series.csv", "\n".join(["value"] + rows) + "\n")


def _past(home):
    rows = ["%d,%.4f,%.4f" % (1900 + i, 0.06 + 0.2 * math.sin(i * 1.3), 0.02 + 0.05 * math.cos(i * 0.7)) for i in range(90)]
    return home.file("past.csv", "\n".join(["year,stocks,bonds"] + rows) + "\n")


def a_loan_is_repaid_to_the_cent(home):
    lines = home.florin("numerics", "loan", "1000", "12%", "3").split()
    assert lines[1:] == ["1,340.03,10.00,330.03,669.97", "2,340.03,6.70,333.33,336.64", "3,340.01,3.37,336.64,0.00"], lines
    plan = home.answer("numerics", "loan", "250000.00", "3.85", "300", "--extra", "100")
    assert len(plan["payments"]) < 300 and plan["payments"][-1]["balance"] == "0.00"
    assert "no yearly rate" in _refusal(home, "loan", "1000", "much", "3")
    assert home.florin("numerics", "loan", "1000", "0", "3").split()[1:] == [
        "1,333.34,0.00,333.34,666.66", "2,333.34,0.00,333.34,333.32", "3,333.32,0.00,333.32,0.00"]


def _refusal(home, *words, exit=2):
    home.florin("numerics", *words, exit=exit)
    return home.said


def a_return_is_found_or_refused(home):
    flows = home.file("flows.csv", "date,amount\n2024-01-01,-1000\n2024-12-31,1210\n")
    assert abs(home.answer("numerics", "xirr", flows)["rate"] - 0.21) < 1e-9
    assert home.answer("numerics", "xirr", flows, "--day-count", "30/360 ISDA")["day_count"] == "30/360 ISDA"
    assert "30E/360" in _refusal(home, "xirr", flows, "--day-count", "moon")
    one_way = home.file("one_way.csv", "date,amount\n2024-01-01,5\n2025-01-01,5\n")
    assert "one way" in _refusal(home, "xirr", one_way, exit=3)
    wrong = home.file("wrong.csv", "date,amount\n2024-02-30,5\n")
    assert "wrong.csv, line 2" in _refusal(home, "xirr", wrong, exit=3)


def a_series_goes_on_with_its_season(home):
    said = home.answer("numerics", "forecast", _series(home), "--ahead", "12")
    for k in range(12):
        i = 72 + k
        true = 200 + 2 * i + 25 * math.sin(i * math.pi / 6)
        assert abs(said["forecast"][k] - true) < 0.05 * true, (k, said["forecast"][k], true)
        assert said["low95"][k] <= said["low80"][k] <= said["forecast"][k] <= said["high80"][k] <= said["high95"][k]
    assert said["method"] == "best"
    assert "no method" in _refusal(home, "forecast", _series(home), "--method", "oracle")


def withdrawals_are_the_same_at_any_number_of_threads(home):
    past = _past(home)
    alone = home.florin("numerics", "retire", past, "60,40", "--withdraw", "4.5")
    assert alone == home.florin("numerics", "retire", past, "60,40", "--withdraw", "4.5", "--threads", "3")
    assert alone != home.florin("numerics", "retire", past, "60,40", "--withdraw", "4.5", "--seed", "2")
    less = home.answer("numerics", "retire", past, "60,40", "--withdraw", "3.5")
    more = home.answer("numerics", "retire", past, "60,40", "--withdraw", "5.5")
    for source in ("history", "bootstrap", "lognormal"):
        assert less[source]["success"] >= more[source]["success"]
    mixes = home.answer("numerics", "frontier", past, "--points", "5")
    assert [m["deviation"] for m in mixes] == sorted(m["deviation"] for m in mixes) and mixes[-1]["weights"]["stocks"] == 1
    assert "add up to 90" in _refusal(home, "retire", past, "60,30")
    glide = home.answer("numerics", "retire", past, "60,40", "--to", "0,100")
    assert glide["history"]["ends"] != home.answer("numerics", "retire", past, "60,40")["history"]["ends"]
    assert home.answer("numerics", "retire", past, "60,40", "--to", "60,40") == home.answer("numerics", "retire", past, "60,40")
    assert "--to has 3 shares" in _refusal(home, "retire", past, "60,40", "--to", "20,30,50")


def the_order_of_withdrawals_matters_only_where_there_are_taxes(home):
    past, held = _past(home), ("--taxable", "300", "--deferred", "300", "--free", "400", "--withdraw", "4.5")
    taxed = home.answer("numerics", "tax-accounts", past, "60,40", *held)
    assert set(taxed) == {"taxable-first", "deferred-first", "free-first", "proportional"}
    assert all(0 < row["taxes_paid"] and row["net_end_5"] <= row["net_end_50"] for row in taxed.values())
    none = home.answer("numerics", "tax-accounts", past, "60,40", *held, "--gain-tax", "0", "--dividend-tax", "0", "--income-tax", "0")
    plain = home.answer("numerics", "retire", past, "60,40", "--withdraw", "4.5")
    for order, row in none.items():
        assert row["history_success"] == plain["history"]["success"] >= taxed[order]["history_success"] and row["taxes_paid"] == 0
    one = home.answer("numerics", "tax-accounts", past, "60,40", *held, "--order", "proportional")
    assert one == {"proportional": taxed["proportional"]}
    assert "what do the accounts hold" in _refusal(home, "tax-accounts", past, "60,40")
    assert "--order takes" in _refusal(home, "tax-accounts", past, "60,40", *held, "--order", "random")


def published_tables_are_computed_from_files(home):
    vectors = home.file("tvm.csv", "fn,rate,nper,per,pmt,pv,fv,when,values,expected,rel_tol,source,note\n"
                        "fv,0.1,2,,-100,0,,0,,210,1e-12,by hand,\n"
                        "irr,,,,,,,0,1 2 3,NaN,,by hand,no sign changes\n"
                        "fv,0.1,2,,-100,0,,0,,211,1e-12,by hand,wrong on purpose\n")
    tvm = home.answer("bench", "tvm", vectors)["tvm.csv"]
    assert (tvm["rows"], tvm["within_tolerance"], tvm["outside"]) == (3, 2, 1) and "210" in tvm["line_4"], tvm
    rows = ["YEAR,P,D,E,R,RLONG,CPI"]
    rows += ["%d,%.4f,%.4f,1,4,4,%.4f" % (1920 + i, 100 * 1.04 ** i, 3 * 1.04 ** i, 50 * 1.02 ** i) for i in range(40)]
    table = home.answer("bench", "trinity", home.file("shiller.csv", "\n".join(rows) + "\n"), "--until", "1955")["trinity"]["table"]
    cells = {(c["stock_allocation"], c["years"], c["withdrawal_rate"]): c for c in table}
    assert len(cells) == 200 and cells[1, 30, 0.04]["n_periods"] == 1
    assert cells[1, 30, 0.06]["success"] == 1 and cells[0, 30, 0.06]["success"] == 0
    train = " ".join("%.2f" % (100 + 3 * i) for i in range(30))
    test = " ".join("%.2f" % (100 + 3 * i) for i in range(30, 36))
    m3 = home.file("m3.csv", "series,st_id,period,type,n,h,frequency,start,train,test\nA,a,YEARLY,X,30,6,1,1990,%s,%s\n" % (train, test))
    kept = home.file("kept.csv", "")
    said = home.answer("bench", "forecast", m3, "--method", "holt", "--out", kept)
    assert said["holt_ALL"]["smape"] < 1e-6 and said["holt_YEARLY"]["series"] == 1, said
    with open(kept, encoding="utf-8") as f:
        assert f.read().split() == ["series,h1,h2,h3,h4,h5,h6", "A,190,193,196,199,202,205"]


if __name__ == "__main__":
    scenario.run(globals())
