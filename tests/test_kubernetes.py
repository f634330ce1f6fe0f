"""The manifests of deploy/kubernetes say the same as docker-compose.yml, and refer to each other.

They are read as YAML. That a cluster accepts them is not proved here.
"""

import ipaddress
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from links.public_numbers import is_public
from tests.test_compose import COMMAND, EGRESS, GID, PORTAL, SERVICES, UID, VAR_DIR, option
from tests.test_egress import odd_addresses

FOLDER = Path(__file__).resolve().parent.parent / "deploy" / "kubernetes"
KUSTOMIZATION = yaml.safe_load((FOLDER / "kustomization.yaml").read_text())
OBJECTS = [
    manifest
    for file in KUSTOMIZATION["resources"]
    for manifest in yaml.safe_load_all((FOLDER / file).read_text())
]
COMPONENT = "app.kubernetes.io/component"


def named(kind):
    return {one["metadata"]["name"]: one for one in OBJECTS if one["kind"] == kind}


def template_of(workload):
    spec = workload["spec"]
    return spec.get("template") or spec["jobTemplate"]["spec"]["template"]


WORKLOADS = {
    name: template_of(one)
    for kind in ("Deployment", "Job", "CronJob")
    for name, one in named(kind).items()
}


OURS = [name for name in WORKLOADS if name in PORTAL]


def container(name):
    [one] = WORKLOADS[name]["spec"]["containers"]
    return one


def variables(file):
    return set(re.findall(r"(?m)^([A-Z_]+)=", (FOLDER / file).read_text()))


def test_every_file_is_listed_and_every_object_has_a_name_of_its_own():
    files = {file.name for file in FOLDER.glob("*.yaml")} - {"kustomization.yaml"}
    assert files == set(KUSTOMIZATION["resources"])
    names = [(one["kind"], one["metadata"]["name"]) for one in OBJECTS]
    assert len(names) == len(set(names))
    assert all(one["apiVersion"] for one in OBJECTS)


def test_the_same_parts_run_as_with_compose():
    assert set(OURS) == {"migrate", "web", "worker", "links", "beat", "backup"}
    assert set(WORKLOADS) == {*OURS, *EGRESS}
    replicas = {name: one["spec"]["replicas"] for name, one in named("Deployment").items()}
    # As many as the profile `scale` has.
    for part in ("web", "worker"):
        same = [name for name in SERVICES if name == part or name.startswith(f"{part}-")]
        assert replicas[part] == len(same)
    assert {replicas[name] for name in ("beat", "links", *EGRESS)} == {1}
    assert named("Deployment")["beat"]["spec"]["strategy"] == {"type": "Recreate"}


@pytest.mark.parametrize("name", WORKLOADS)
def test_each_has_the_image_and_the_command_of_its_service(name):
    assert container(name)["image"] == SERVICES[name]["image"]
    # Compose reads one of two "$" as its own.
    command = [word.replace("$$", "$") for word in SERVICES[name].get("command", [])]
    assert container(name).get("args", []) == command
    assert SERVICES[name]["image"] in {image["name"] for image in KUSTOMIZATION["images"]}


def test_the_variables_are_those_of_the_compose_file():
    apart, secret = variables("portal.env"), variables("secret.env.example")
    assert not apart & secret
    assert apart | secret == set(SERVICES["web"]["environment"])
    assert secret == {
        *("SECRET_KEY", "DATABASE_URL", "DATABASE_REPLICA_URL", "PGPASSWORD", "REDIS_URL"),
        *("EMAIL_URL", "METRICS_TOKEN"),
    }
    for name in OURS:
        spec = WORKLOADS[name]["spec"]
        for one in spec["containers"] + spec.get("initContainers", []):
            assert one["envFrom"] == [
                {"configMapRef": {"name": "portal"}},
                {"secretRef": {"name": "portal"}},
            ]
    made = KUSTOMIZATION["configMapGenerator"] + KUSTOMIZATION["secretGenerator"]
    assert [(one["name"], one["envs"]) for one in made] == [
        ("portal", ["portal.env"]),
        ("portal", ["secret.env"]),
    ]


def test_the_filled_in_secrets_are_never_committed():
    assert not (FOLDER / "secret.env").exists() or "deploy/kubernetes/secret.env" in (
        (FOLDER.parent.parent / ".gitignore").read_text().splitlines()
    )
    assert "deploy/kubernetes/secret.env" in (FOLDER.parent.parent / ".gitignore").read_text()
    # An address shows where the password goes, without one that people would keep.
    for line in (FOLDER / "secret.env.example").read_text().splitlines():
        name, value = line.split("=", 1)
        assert name in ("DATABASE_URL", "REDIS_URL") or not value


@pytest.mark.parametrize("name", WORKLOADS)
def test_pods_have_as_few_rights_as_containers_and_no_more_of_the_machine(name):
    spec = WORKLOADS[name]["spec"]
    uid, gid = (UID, GID) if name in OURS else (13, 13)
    assert spec["automountServiceAccountToken"] is False
    assert spec["securityContext"] == {
        "runAsNonRoot": True,
        **{"runAsUser": uid, "runAsGroup": gid, "fsGroup": gid},
        "seccompProfile": {"type": "RuntimeDefault"},
    }
    for one in spec["containers"] + spec.get("initContainers", []):
        assert one["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        limits = one["resources"]["limits"]
        assert limits["memory"].lower().removesuffix("i") == SERVICES[name]["mem_limit"]
        assert limits["cpu"] == str(SERVICES[name]["cpus"])
        assert {"name": "tmp", "mountPath": "/tmp"} in one["volumeMounts"]


@pytest.mark.parametrize("name", WORKLOADS)
def test_volumes_are_where_the_compose_file_has_them(name):
    mounts = {
        f"{one['mountPath']}{':ro' if one.get('readOnly') else ''}"
        for one in container(name)["volumeMounts"]
        if one["mountPath"] != "/tmp"
    }
    assert mounts == {text.split(":", 1)[1] for text in SERVICES[name].get("volumes", [])}
    assert all(path.startswith(VAR_DIR) for path in mounts)
    volumes = {one["name"]: one for one in WORKLOADS[name]["spec"]["volumes"]}
    assert set(volumes) == {one["name"] for one in container(name)["volumeMounts"]}
    claimed = {
        one["persistentVolumeClaim"]["claimName"]
        for one in volumes.values()
        if "persistentVolumeClaim" in one
    }
    assert claimed <= set(named("PersistentVolumeClaim"))


def test_several_pods_share_only_what_many_may_write():
    claims = named("PersistentVolumeClaim")
    assert claims["editions"]["spec"]["accessModes"] == ["ReadWriteMany"]


def test_nothing_that_uses_tables_begins_before_they_are_there():
    for name in named("Deployment").keys() - {*EGRESS}:
        [wait] = WORKLOADS[name]["spec"]["initContainers"]
        assert wait["args"][-1] == "until python manage.py migrate --check; do sleep 2; done"


def test_probes_ask_what_the_health_check_asks():
    [port] = container("web")["ports"]
    assert str(port["containerPort"]) == option(COMMAND, "--port")
    for kind in ("startupProbe", "readinessProbe", "livenessProbe"):
        asked = container("web")[kind]["httpGet"]
        assert (asked["path"], asked["port"]) == ("/healthz", port["name"])
        # A pod's own address is no name that the portal answers to.
        assert asked["httpHeaders"] == [{"name": "Host", "value": "127.0.0.1"}]
    assert "/healthz" in SERVICES["web"]["healthcheck"]["test"][-1]
    grace = WORKLOADS["web"]["spec"]["terminationGracePeriodSeconds"]
    assert grace > int(option(COMMAND, "--workers-kill-timeout")) + 5  # and preStop


def test_selectors_find_the_pods_they_are_for():
    labels = {name: template["metadata"]["labels"] for name, template in WORKLOADS.items()}
    for name, deployment in named("Deployment").items():
        assert deployment["spec"]["selector"]["matchLabels"] == labels[name] == {COMPONENT: name}
    services = named("Service")
    assert set(services) == {"web", *EGRESS}
    for name, service in services.items():
        assert service["spec"]["selector"] == labels[name]
        [port] = service["spec"]["ports"]
        assert port["targetPort"] in {one["name"] for one in container(name)["ports"]}
    [budget] = named("PodDisruptionBudget").values()
    assert budget["spec"]["selector"]["matchLabels"] == labels["web"]
    assert budget["spec"]["minAvailable"] < named("Deployment")["web"]["spec"]["replicas"]


@pytest.mark.skipif(not shutil.which("kubectl"), reason="needs kubectl")
def test_kustomize_builds_it_and_leaves_the_rule_for_names_alone(tmp_path):
    folder = tmp_path / "kubernetes"
    shutil.copytree(FOLDER, folder)
    (folder / "secret.env.example").rename(folder / "secret.env")
    words = ["kubectl", "kustomize", folder]
    built = subprocess.run(words, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    objects = list(yaml.safe_load_all(built.stdout))
    assert len(objects) == len(OBJECTS) + 2
    [every] = [one for one in objects if one["metadata"]["name"] == "every-part"]
    [names] = every["spec"]["egress"][0]["to"]
    assert names["podSelector"]["matchLabels"] == {"k8s-app": "kube-dns"}


def concerned(policy):
    """The parts that this policy is about."""
    selector = policy["spec"]["podSelector"]
    names = {selector["matchLabels"][COMPONENT]} if "matchLabels" in selector else set()
    for expression in selector.get("matchExpressions", []):
        assert (expression["key"], expression["operator"]) == (COMPONENT, "In")
        names |= set(expression["values"])
    return names or set(WORKLOADS)


def rules(name, way):
    """[(to or from whom, ports)] of all policies about this part."""
    return [
        (rule.get("to", rule.get("from", [])), {port["port"] for port in rule["ports"]})
        for policy in named("NetworkPolicy").values()
        if name in concerned(policy)
        for rule in policy["spec"].get(way, [])
    ]


def test_only_the_site_and_the_proxies_are_reachable():
    every = named("NetworkPolicy")["every-part"]["spec"]
    assert every["podSelector"] == {}
    assert set(every["policyTypes"]) == {"Ingress", "Egress"}
    assert {name for name in WORKLOADS if rules(name, "ingress")} == {"web", *EGRESS}


@pytest.mark.parametrize("name", OURS)
def test_no_part_of_the_portal_goes_out_but_through_its_proxy(name):
    proxy = {"web": "egress", "worker": "egress", "links": "egress-links"}.get(name)
    to_proxy = [([{"podSelector": {"matchLabels": {COMPONENT: proxy}}}], {3128})]
    names, tables, *others = rules(name, "egress")
    assert (names[1], tables[1]) == ({53}, {5432, 6379})
    assert others == (to_proxy if proxy else [])
    if name in ("web", "worker"):
        assert "OUTBOUND_PROXY=http://egress:3128\n" in (FOLDER / "portal.env").read_text()


def test_the_proxies_are_asked_by_their_own_parts_only():
    for name, parts in {"egress": {"web", "worker"}, "egress-links": {"links"}}.items():
        [([source], ports)] = rules(name, "ingress")
        assert ports == {3128}
        assert concerned({"spec": source}) == parts
    assert container("links")["env"] == [
        {"name": "OUTBOUND_PROXY", "value": "http://egress-links:3128"}
    ]


def test_the_network_refuses_what_the_proxy_for_links_refuses():
    [rule] = [ports for ports in rules("egress-links", "egress") if 80 in ports[1]]
    blocks, ports = rule
    assert ports == {80, 443}
    for number in odd_addresses():
        address = ipaddress.ip_address(number)
        is_open = any(
            is_in(address, block["ipBlock"]["cidr"])
            and not any(is_in(address, net) for net in block["ipBlock"]["except"])
            for block in blocks
        )
        assert is_open == is_public(number), number


def is_in(address, network):
    return address in ipaddress.ip_network(network)
